using Weft.Model;

namespace Weft.Simulation.Tests.Exploration;

public sealed class ExplorerTests
{
    [Theory]
    [InlineData(MoveTrust.Trusted)]
    [InlineData(MoveTrust.Verified)]
    public void Every_interleaving_of_two_disturbances_keeps_all_properties(MoveTrust ports) =>
        AssertAllHold(new ExplorationBounds { Disturbances = 2, HostPorts = ports });

    [Theory]
    [InlineData(MoveTrust.Trusted)]
    [InlineData(MoveTrust.Verified)]
    public void Every_interleaving_of_three_disturbances_without_an_attacker_keeps_all_properties(MoveTrust ports) =>
        AssertAllHold(new ExplorationBounds { Disturbances = 3, HostPorts = ports }.Without(Disturbance.Attack));

    [Fact]
    public void What_is_left_out_does_not_happen()
    {
        ExplorationBounds bounds = Enum.GetValues<Disturbance>().Aggregate(new ExplorationBounds(), static (all, kind) => all.Without(kind));

        Assert.All(Enum.GetValues<Disturbance>(), kind => Assert.Equal(0, bounds.Of(kind)));
        Assert.Equal(new Explorer(bounds with { Disturbances = 0 }).Run().States, new Explorer(bounds).Run().States);
    }

    [Theory]
    [InlineData(MoveTrust.Trusted)]
    [InlineData(MoveTrust.Verified)]
    public void Every_interleaving_with_an_attacker_on_a_trusted_port_keeps_all_properties(MoveTrust ports) =>
        AssertAllHold(new ExplorationBounds { Disturbances = 1, HostPorts = ports, AttackerPort = MoveTrust.Trusted });

    [Fact]
    public void Every_interleaving_of_three_leaves_keeps_all_properties() =>
        AssertAllHold(new ExplorationBounds { Leaves = 3, Disturbances = 1 });

    [Fact]
    public void Every_interleaving_of_two_hosts_keeps_all_properties() =>
        AssertAllHold(new ExplorationBounds { Hosts = 2, Disturbances = 1 });

    [Fact]
    public void Every_interleaving_of_a_host_with_two_addresses_keeps_all_properties() =>
        AssertAllHold(new ExplorationBounds { TwoAddresses = true, Disturbances = 1 });

    [Fact]
    public void The_same_bounds_give_the_same_answer()
    {
        ExplorationBounds bounds = new() { Disturbances = 1 };

        Assert.Equal(new Explorer(bounds).Run(), new Explorer(bounds).Run());
    }

    [Fact]
    public void A_bound_on_depth_is_told()
    {
        ExplorationResult result = new Explorer(new ExplorationBounds { Disturbances = 1, Depth = 3 }).Run();

        Assert.False(result.IsComplete);
        Assert.Equal(3, result.Depth);
    }

    private static void AssertAllHold(ExplorationBounds bounds)
    {
        ExplorationResult result = new Explorer(bounds).Run();

        Assert.True(result.Violation is null, $"{result.Violation?.Fault}\n{string.Join('\n', result.Violation?.Steps ?? [])}");
        Assert.True(result.IsComplete);
    }
}
