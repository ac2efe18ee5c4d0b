using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>A fabric that speaks level 1.</summary>
public sealed class IsisLevelTests
{
    private static readonly IsisSettings Level1 = new() { Level = IsisLevels.Level1 };

    [Fact]
    public void A_level_1_fabric_converges_moves_hosts_and_survives_a_restart_as_one_of_level_2_does()
    {
        IsisNetwork network = new(3, [new(0, 1), new(1, 2)], isis: _ => Level1);
        List<IsisPduType> seen = [];
        network.Tap = (_, _, frame) =>
        {
            seen.Add((IsisPduType)frame[IsisFrame.HeaderLength + 4]);
            return true;
        };
        network.Start();
        HostClaim claim = TestClaims.Make(1);
        network.Advertise(0, claim);
        network.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(claim, network.Nodes[2].Claims[(IsisPlans.Id(0), claim.Key)]);
        Assert.Equal([IsisPlans.Id(0), IsisPlans.Id(1)], network.Nodes[2].Reach.Keys.Order());
        network.Restart(0, TimeSpan.FromSeconds(1));
        network.Run(TimeSpan.FromSeconds(3));
        Assert.Equal([claim], network.Nodes[0].Recovered);
        Assert.Empty(network.Nodes[2].LostNodes);
        Assert.True(network.HasConverged());
        Assert.Equal(
            [IsisPduType.PointToPointHello, IsisPduType.Level1LinkState, IsisPduType.Level1CompleteSequence, IsisPduType.Level1PartialSequence],
            seen.Distinct().Order());
    }

    [Fact]
    public void Own_LSPs_say_that_the_system_is_of_level_1_and_so_do_hellos()
    {
        IsisBench bench = new(1, isis: Level1);
        bench.BringUp(0);
        Assert.All(bench.Take(0, IsisPduType.PointToPointHello), static hello => Assert.Equal(IsisLevels.Level1, (IsisLevels)hello[IsisPdu.CommonHeaderLength]));
        LspSnapshot own = Assert.Single(bench.Node.Engine.Database(), static lsp => lsp.IsOwn);
        Assert.Equal(LspFlags.Level1, own.Flags);
    }

    [Fact]
    public void A_level_2_system_is_no_neighbour_of_a_level_1_fabric_and_alarmed()
    {
        IsisBench bench = new(1, isis: Level1);
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Down, levels: IsisLevels.Level2);
        Assert.Equal(AdjacencyState.Down, Assert.Single(bench.Node.Engine.Adjacencies()).State);
        Assert.Equal(IsisAlarmReason.LevelMismatch, Assert.Single(bench.Node.Events.OfType<IsisAlarm>()).Reason);
    }

    [Fact]
    public void A_neighbour_of_both_levels_is_one_of_level_1()
    {
        IsisBench bench = new(1, isis: Level1);
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Initializing, bench.Node.Plan.SystemId, 1, levels: IsisLevels.Both);
        Assert.Equal(AdjacencyState.Up, Assert.Single(bench.Node.Engine.Adjacencies()).State);
    }

    [Theory]
    [InlineData(IsisLevels.Level1, AdjacencyState.Down, 1)]
    [InlineData(IsisLevels.Level2, AdjacencyState.Up, 0)]
    public void A_neighbour_of_another_area_is_refused_with_an_alarm_at_level_1_alone(IsisLevels level, AdjacencyState expected, int alarms)
    {
        IsisBench bench = new(1, isis: new IsisSettings { Level = level });
        bench.PortUp(0);
        bench.Hello(0, AdjacencyState.Initializing, bench.Node.Plan.SystemId, 1, area: 2);
        Assert.Equal(expected, Assert.Single(bench.Node.Engine.Adjacencies()).State);
        Assert.Equal(alarms, bench.Node.Events.OfType<IsisAlarm>().Count(static alarm => alarm.Reason == IsisAlarmReason.AreaMismatch));
        Assert.Equal(alarms, bench.Node.Engine.Counters[IsisCounter.AreaMismatch]);
    }

    [Fact]
    public void Databases_of_the_other_level_are_not_ours()
    {
        IsisBench bench = new(1, isis: Level1);
        bench.BringUp(0);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1));
        Assert.Equal(1, bench.Node.Engine.Counters[IsisCounter.OtherPduType]);
        bench.Deliver(0, TestLsps.Make(TestLsps.IdOf(IsisBench.Peer(0)), 1, flags: LspFlags.Level1, type: IsisPduType.Level1LinkState));
        Assert.Single(bench.Node.Engine.Database(), static lsp => !lsp.IsOwn);
    }
}
