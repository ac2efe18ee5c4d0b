using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab.Tests;

public sealed class PathTests
{
    [Fact]
    public void EqualWaysThatMeetAgainAreNoLoop()
    {
        RouteWalk walk = new(new Dictionary<string, INodeRoutes>
        {
            ["top"] = Node("top", (1, "left"), (2, "right")),
            ["left"] = Node("left", (1, "out")),
            ["right"] = Node("right", (1, "out")),
        });
        Assert.Equal(["out"], walk.EndsOf("top", IpAddress.Parse("192.0.2.1")));
    }

    [Fact]
    public void NodesThatSendToEachOtherAreALoop()
    {
        RouteWalk walk = new(new Dictionary<string, INodeRoutes> { ["left"] = Node("left", (1, "right")), ["right"] = Node("right", (1, "left")) });
        Assert.Equal(["loop"], walk.EndsOf("left", IpAddress.Parse("192.0.2.1")));
    }

    private static NodeRoutes Node(string name, params (int Interface, string Peer)[] ways) => new(
        name,
        [new KernelRoute(IpPrefix.Parse("0.0.0.0/0"), KernelRoutes.WeftProtocol, 100, [.. ways.Select(way => way.Interface)])],
        ways.ToDictionary(way => way.Interface, way => (string?)way.Peer));

    [Fact]
    public void PacketsAndTablesShowTheSameWayThroughRealKernels()
    {
        Fabric fabric = TestFabric.Create("wlw-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        HandRouted.Route(lab);
        using PathTracer tracer = new(lab);
        ForwardingPath path = tracer.Trace(lab.Endpoint("wlw-a"), lab.Endpoint("wlw-ext"), AddressFamily.Ipv4, TimeSpan.FromSeconds(5));
        Assert.Equal("wlw-a - wlw-leaf1 - wlw-edge1 - wlw-isp - wlw-ext", path.ToString());
        ForwardingPath path6 = tracer.Trace(lab.Endpoint("wlw-ext"), lab.Endpoint("wlw-a"), AddressFamily.Ipv6, TimeSpan.FromSeconds(5));
        Assert.Equal("wlw-ext - wlw-isp - wlw-edge1 - wlw-leaf1 - wlw-a", path6.ToString());

        IpAddress a = IpAddress.Parse("10.1.0.17");
        RouteWalk walk = RouteWalk.Read(fabric, new LabTables(lab));
        Assert.True(walk.Nodes["wlw-edge1"].HasHostRoute(a));
        Assert.Equal(["wlw-leaf1"], walk.EndsOf("wlw-edge1", a));
        Assert.Equal(["dropped"], walk.EndsOf("wlw-leaf2", a));
        Assert.Equal(["wlw-leaf2"], walk.NodesNotEndingAt("wlw-leaf1", a));
    }

    [Fact]
    public void ATcpStreamArrivesWholeAndShowsItsLongestGap()
    {
        Fabric fabric = TestFabric.Create("wly-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        HandRouted.Route(lab);
        TimeSpan limit = TimeSpan.FromSeconds(10);
        using TcpStream stream = TcpStream.Start(
            new StoryConnection("t", new Pair("wly-ext", "wly-a"), AddressFamily.Ipv4, 0), lab.Endpoint("wly-ext"), lab.Endpoint("wly-a"), TimeSpan.FromMilliseconds(1), limit);
        Assert.True(Wait.Until(() => stream.Received > 100 * stream.ChunkLength, limit), stream.Fault);
        lab.Switchyard.Unplug("wly-a");
        long sent = stream.Sent;
        Assert.True(Wait.Until(() => stream.Sent > sent + (50 * stream.ChunkLength), limit));
        lab.Switchyard.Move("wly-a", new LinkEnd("wly-leaf1", "swp1"), OldPort.Keeps);
        Assert.True(stream.Finish(limit), stream.Fault);
        Assert.Equal(stream.Sent, stream.Received);
        Assert.True(stream.LongestGap > TimeSpan.FromMilliseconds(40), stream.LongestGap.ToString());
    }
}
