using Weft.Model;

namespace Weft.Simulation.Tests.Exploration;

public sealed class ExplorerTests
{
    [Theory]
    [InlineData(MoveTrust.Trusted, MoveTrust.Verified)]
    [InlineData(MoveTrust.Verified, MoveTrust.Verified)]
    [InlineData(MoveTrust.Trusted, MoveTrust.Trusted)]
    public void Every_interleaving_of_two_disturbances_keeps_all_properties(MoveTrust ports, MoveTrust attacker)
    {
        ExplorationResult result = new Explorer(new ExplorationBounds { Disturbances = 2, HostPorts = ports, AttackerPort = attacker }).Run();

        Assert.Null(result.Violation);
        Assert.True(result.IsComplete);
    }
}
