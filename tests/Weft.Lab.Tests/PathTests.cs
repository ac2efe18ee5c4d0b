using Weft.Model;
using Weft.Wire;

namespace Weft.Lab.Tests;

public sealed class PathTests
{
    [Fact]
    public void SightingsAreOrderedByTheirRemainingHops()
    {
        Fabric fabric = TestFabric.Create("");
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
        Fabric fabric = TestFabric.Create("");
        ForwardingPath path = ForwardingPath.From(fabric, "a", "ext", arrived: false, [new("leaf1", 64, false), new("leaf1", 63, true)]);
        Assert.Equal("a - leaf1 - lost", path.ToString());
        Assert.Equal(["leaf1"], path.Nodes);
    }

    [Fact]
    public void ABridgedHopStandsNextToItsNeighbour()
    {
        Fabric fabric = TestFabric.Create("");
        ForwardingPath path = ForwardingPath.From(
            fabric, "a", "x", arrived: true, [new("edge1", 64, true), new("edge1", 64, false), new("leaf1", 64, true), new("leaf1", 64, false), new("leaf2", 64, false)]);
        Assert.Equal(["leaf1", "edge1", "leaf2"], path.Nodes);
    }

    [Fact]
    public void AStepBetweenSitesIsACrossing()
    {
        Fabric fabric = TestFabric.Create("");
        fabric = fabric with { Links = [.. fabric.Links.Select(link => link with { IsInterconnect = link.A.Node == "leaf2" })] };
        ForwardingPath path = ForwardingPath.From(
            fabric, "a", "b", arrived: true, [new("leaf1", 64, false), new("edge1", 63, false), new("leaf2", 62, false)]);
        Assert.Equal("a - leaf1 - edge1 =dci= leaf2 - b", path.ToString());
        Assert.Equal(1, path.Crossings);
    }

    [Fact]
    public void PacketsAndTablesShowTheSameWayThroughRealKernels()
    {
        Fabric fabric = TestFabric.Create("wlw-");
        using NativeLab lab = NativeLab.Up(fabric, new LabOptions { FabricFile = "/nonexistent.yaml", Output = Path.Combine(Path.GetTempPath(), fabric.Name) });
        RouteByHand(lab);
        using PathTracer tracer = new(lab);
        ForwardingPath path = tracer.Trace(lab.Endpoint("wlw-a"), lab.Endpoint("wlw-ext"), AddressFamily.Ipv4, TimeSpan.FromSeconds(5));
        Assert.Equal("wlw-a - wlw-leaf1 - wlw-edge1 - wlw-isp - wlw-ext", path.ToString());
        ForwardingPath path6 = tracer.Trace(lab.Endpoint("wlw-ext"), lab.Endpoint("wlw-a"), AddressFamily.Ipv6, TimeSpan.FromSeconds(5));
        Assert.Equal("wlw-ext - wlw-isp - wlw-edge1 - wlw-leaf1 - wlw-a", path6.ToString());

        IpAddress a = IpAddress.Parse("10.1.0.17");
        RouteWalk walk = RouteWalk.Read(fabric);
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
        RouteByHand(lab);
        TimeSpan limit = TimeSpan.FromSeconds(10);
        using TcpStream stream = TcpStream.Start("t", lab.Endpoint("wly-ext"), lab.Endpoint("wly-a"), AddressFamily.Ipv4, TimeSpan.FromMilliseconds(1), limit);
        Assert.True(Wait.Until(() => stream.Received > 100 * TcpStream.ChunkLength, limit), stream.Fault);
        lab.Switchyard.Unplug("wly-a");
        long sent = stream.Sent;
        Assert.True(Wait.Until(() => stream.Sent > sent + (50 * TcpStream.ChunkLength), limit));
        lab.Switchyard.Move("wly-a", new LinkEnd("wly-leaf1", "swp1"), OldPort.Keeps);
        Assert.True(stream.Finish(limit), stream.Fault);
        Assert.Equal(stream.Sent, stream.Received);
        Assert.True(stream.LongestGap > TimeSpan.FromMilliseconds(40), stream.LongestGap.ToString());
    }

    /// <summary>Stands in for the daemons: a - leaf1 - edge1 - isp - ext, by static routes.</summary>
    private static void RouteByHand(NativeLab lab)
    {
        string prefix = lab.Name[..^3];
        CommandRunner commands = new();
        foreach (string node in (string[])[prefix + "leaf1", prefix + "edge1"])
        {
            Sysctl.Write(node, [new("net/ipv4/ip_forward", "1"), new("net/ipv6/conf/all/forwarding", "1"), new("net/ipv4/conf/all/rp_filter", "0")]);
        }

        commands.IpBatch(
            prefix + "leaf1",
            [
                "addr add 10.1.0.1/24 dev swp1", "addr add 2001:db8:1::1/64 dev swp1 nodad", "link set swp1 up",
                "addr add 172.16.0.1/31 dev fab1", "addr add fd00:1::1/64 dev fab1 nodad", "link set fab1 up",
                "route add 0.0.0.0/0 via 172.16.0.0", "route add ::/0 via fd00:1::2",
            ]);
        commands.IpBatch(
            prefix + "edge1",
            [
                "addr add 172.16.0.0/31 dev fab1", "addr add fd00:1::2/64 dev fab1 nodad", "link set fab1 up",
                "addr add 192.0.2.0/31 dev wan0", "addr add 2001:db8:f::1/64 dev wan0 nodad", "link set wan0 up",
                "route add 10.1.0.17/32 via 172.16.0.1 proto 200 metric 20", "route add 2001:db8:1::11/128 via fd00:1::1 proto 200 metric 20",
                "route add 0.0.0.0/0 via 192.0.2.1", "route add ::/0 via 2001:db8:f::2",
            ]);
        commands.IpBatch(prefix + "isp", ["route add 10.1.0.0/24 via 192.0.2.0", "route add 2001:db8:1::/64 via 2001:db8:f::1"]);
    }
}
