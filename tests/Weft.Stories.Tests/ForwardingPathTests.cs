using Weft.Model;

namespace Weft.Stories.Tests;

public sealed class ForwardingPathTests
{
    [Fact]
    public void SightingsAreOrderedByTheirRemainingHops()
    {
        Fabric fabric = TestFabric.Create();
        ForwardingPath path = ForwardingPath.From(
            fabric,
            "ext",
            "a",
            arrived: true,
            [new("leaf1", 62, false), new("leaf1", 61, true), new("isp", 64, false), new("isp", 63, true), new("edge1", 63, false), new("edge1", 62, true)]);
        Assert.Equal(["isp", "edge1", "leaf1"], path.Nodes);
        Assert.Equal("ext - isp - edge1 - leaf1 - a", path.ToString());
        Assert.Equal(0, path.Crossings);
    }

    [Fact]
    public void ALostPacketShowsHowFarItCame()
    {
        Fabric fabric = TestFabric.Create();
        ForwardingPath path = ForwardingPath.From(fabric, "a", "ext", arrived: false, [new("leaf1", 64, false), new("leaf1", 63, true)]);
        Assert.Equal("a - leaf1 - lost", path.ToString());
        Assert.Equal(["leaf1"], path.Nodes);
    }

    [Fact]
    public void ABridgedHopStandsNextToItsNeighbour()
    {
        Fabric fabric = TestFabric.Create();
        ForwardingPath path = ForwardingPath.From(
            fabric, "a", "x", arrived: true, [new("edge1", 64, true), new("edge1", 64, false), new("leaf1", 64, true), new("leaf1", 64, false), new("leaf2", 64, false)]);
        Assert.Equal(["leaf1", "edge1", "leaf2"], path.Nodes);
    }

    [Fact]
    public void AStepBetweenSitesIsACrossing()
    {
        Fabric fabric = TestFabric.Create();
        fabric = fabric with { Links = [.. fabric.Links.Select(link => link with { IsInterconnect = link.A.Node == "leaf2" })] };
        ForwardingPath path = ForwardingPath.From(
            fabric, "a", "b", arrived: true, [new("leaf1", 64, false), new("edge1", 63, false), new("leaf2", 62, false)]);
        Assert.Equal("a - leaf1 - edge1 =dci= leaf2 - b", path.ToString());
        Assert.Equal(1, path.Crossings);
    }
}
