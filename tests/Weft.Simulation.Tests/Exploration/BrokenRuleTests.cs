namespace Weft.Simulation.Tests.Exploration;

/// <summary>The explorer would notice: each rule is broken on purpose, one at a time, and some property does not hold any more.</summary>
public sealed class BrokenRuleTests
{
    /// <summary>One host that moves, and nothing else that could go wrong.</summary>
    private static readonly ExplorationBounds _moves = new()
    {
        Attacks = 0, Crashes = 0, Cuts = 0, Unplugs = 0, Deaths = 0, Losses = 0, Delays = 0, Words = 0, Disturbances = 2,
    };

    public static TheoryData<BrokenRule, ExplorationBounds, string> Rules => new()
    {
        { BrokenRule.LowerEpochWins, _moves, "Agreement" },
        { BrokenRule.NoEpochRaise, _moves, "Agreement" },
        { BrokenRule.WithdrawalHurtsOthers, _moves with { Leaves = 3 }, "Agreement" },
        { BrokenRule.NoWithdrawal, _moves, "Convergence" },
        { BrokenRule.YieldWithoutAsking, _moves with { Moves = 0, Attacks = 1 }, "NoTheft" },
        { BrokenRule.DeafToAnswers, _moves with { Moves = 0, Attacks = 1 }, "NoPingPong" },
        { BrokenRule.RestartAtEpochZero, _moves with { Crashes = 1 }, "Monotonic" },
        { BrokenRule.RestartForgetsHosts, _moves with { Crashes = 1 }, "NoLoss" },
        { BrokenRule.UnreachableClaimsCompete, _moves with { Cuts = 1 }, "Agreement" },
        { BrokenRule.TrustDataAfterYield, _moves with { Words = 1, Delays = 1, Disturbances = 3 }, "DatedEvidence" },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_broken_rule_is_noticed(BrokenRule rule, ExplorationBounds bounds, string property)
    {
        ExplorationViolation? violation = new Explorer(bounds, rule).Run().Violation;

        Assert.Equal(property, violation?.Property);
        Assert.NotEmpty(violation!.Steps);
        ExplorationViolation? unbroken = new Explorer(bounds).Run().Violation;
        Assert.True(unbroken is null, $"{unbroken?.Fault}\n{string.Join('\n', unbroken?.Steps ?? [])}");
    }

    [Fact]
    public void Every_rule_that_can_be_broken_is()
    {
        IEnumerable<BrokenRule> tried = Rules.Select(row => row.Data.Item1);

        Assert.Equal(Enum.GetValues<BrokenRule>().Except([BrokenRule.None]).Order(), tried.Order());
    }

    [Fact]
    public void The_way_to_a_violation_is_told_in_lines_that_can_be_read()
    {
        ExplorationViolation violation = new Explorer(_moves with { Moves = 0, Attacks = 1 }, BrokenRule.YieldWithoutAsking).Run().Violation!;

        Assert.Equal("leaf2 gets the LSP of leaf1: 10.1.0.11 epoch 1", violation.Steps[0]);
        Assert.StartsWith("the attacker at leaf2 swp2 sends", violation.Steps[1], StringComparison.Ordinal);
        Assert.Contains(violation.Steps, line => line.StartsWith("leaf1 gets the LSP of leaf2: 10.1.0.11 epoch 2 tentative", StringComparison.Ordinal));
    }
}
