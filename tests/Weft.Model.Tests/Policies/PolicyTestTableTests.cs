namespace Weft.Model.Tests;

/// <summary>Tables of policy tests: what they try, and which rules they leave out.</summary>
public sealed class PolicyTestTableTests
{
    private const string Fabric =
        """
        fabric: demo
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, "2001:db8:1::1/64"] }
        hosts:
          vm-a: { subnet: web }
          vm-b: { subnet: web }
        policies:
          closed:
            for: vm-b
            in: [{ deny: tcp/22 }, { allow: tcp/20-30 }, { allow: udp/53, from: 192.0.2.0/24 }]
        """;

    [Fact]
    public void Each_family_and_each_port_that_a_rule_treats_otherwise_is_tried()
    {
        PolicyCaseResult result = Run("{ from: vm-a, to: vm-b, service: tcp/19-31, expect: deny }").Results[0];
        Assert.False(result.Passed);
        Assert.Equal([19, 20, 22, 23, 31, 19, 20, 22, 23, 31], result.Attempts.Select(attempt => (int)attempt.Flow.Selector));
        Assert.Equal([20, 23, 20, 23], result.Unexpected.Select(attempt => (int)attempt.Flow.Selector));
    }

    [Fact]
    public void Any_means_every_protocol() =>
        Assert.True(Run("{ from: vm-b, to: vm-a, service: any, expect: allow }").Results[0].Passed);

    [Fact]
    public void Rules_that_no_test_reaches_are_named()
    {
        PolicyTestRun run = Run("{ from: vm-a, to: vm-b, service: tcp/25, expect: allow }");
        Assert.True(run.Results[0].Passed);
        Assert.Equal([1, 3, 0], run.Unreached.Select(key => key.Number));
        Assert.Empty(run.Shadowed);
    }

    [Fact]
    public void Rules_that_nothing_can_reach_are_named_with_the_one_that_takes_it_all()
    {
        PolicyTestLoad table = PolicyTestFile.Load("fabric: x\ntests: [{ from: vm-a, to: vm-b, service: tcp/25, expect: allow }]");
        FabricLoad load = FabricFile.Load(Fabric.Replace("{ deny: tcp/22 }", "{ allow: tcp }", StringComparison.Ordinal));
        (PolicyRuleKey rule, PolicyRule by) = Assert.Single(new PolicyTestRun(load.Fabric!, table.Cases).Shadowed);
        Assert.Equal((2, 1), (rule.Number, by.Number));
    }

    [Theory]
    [InlineData("{ from: vm-a, to: vm-b, service: tcp/25 }", FaultCode.MissingKey)]
    [InlineData("{ from: vm-a, to: vm-b, service: tcp/25, expect: perhaps }", FaultCode.NotAChoice)]
    [InlineData("{ from: vm-a, to: vm-b, service: smtp, expect: deny }", FaultCode.BadService)]
    [InlineData("{ from: [], to: vm-b, service: tcp, expect: deny }", FaultCode.TooFew)]
    public void Faults_of_the_form_are_found(string test, FaultCode code) =>
        Assert.Equal(code, Assert.Single(PolicyTestFile.Load($"fabric: x\ntests: [{test}]").Faults).Code);

    [Fact]
    public void Names_that_the_fabric_does_not_have_are_found_in_their_place()
    {
        PolicyTestLoad table = PolicyTestFile.Load("fabric: x\ntests:\n  - { from: vm-c, to: 10.1.0.12, service: tcp/25, expect: allow }");
        Fault fault = Assert.Single(PolicyTestFile.CheckNames(table, FabricFile.Load(Fabric).Fabric!));
        Assert.Equal((FaultCode.UnknownMember, "3:13"), (fault.Code, fault.Span.ToString()));
    }

    private static PolicyTestRun Run(string test)
    {
        PolicyTestLoad table = PolicyTestFile.Load($"fabric: x\ntests: [{test}]");
        Assert.Empty(table.Faults);
        FabricLoad load = FabricFile.Load(Fabric);
        Assert.Empty(load.Faults);
        return new PolicyTestRun(load.Fabric!, table.Cases);
    }
}
