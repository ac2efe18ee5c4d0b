using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A frame to a MAC that left the segment is routed.</summary>
public abstract class RouteWhatCannotBeBridged : IDisposable
{
    private const string Host = "02:00:00:00:00:11";
    private const string Peer = "02:00:00:00:00:22";
    private const string Gone = "02:de:ad:be:ef:50";

    private readonly FilterBench _bench;

    protected RouteWhatCannotBeBridged(FilterBench bench)
    {
        _bench = bench;
        // A host with a stack of its own behind swp1, and a neighbour that left the segment: it is behind swp3 now.
        string host = _bench.Bench.Namespace($"wdt{Environment.ProcessId}h{Random.Shared.Next():x8}"[..14]);
        string gone = _bench.Bench.Namespace($"wdt{Environment.ProcessId}g{Random.Shared.Next():x8}"[..14]);
        HostName = host;
        NamespaceLinks.Move(_bench.Bench.Far, "swp1", host);
        NamespaceLinks.Move(_bench.Bench.Far, "swp3", gone);
        foreach ((string name, string port, string mac, string four, string six) in new[]
        {
            (host, "swp1", Host, "10.1.0.11", "2001:db8:1::11"),
            (gone, "swp3", Gone, "10.1.0.50", "2001:db8:1::50"),
        })
        {
            Bench.Command("ip", "-n", name, "link", "set", port, "address", mac);
            Bench.Command("ip", "-n", name, "link", "set", port, "up");
            Bench.Command("ip", "-n", name, "addr", "add", four + (name == host ? "/24" : "/32"), "dev", port);
            Bench.Command("ip", "-n", name, "addr", "add", six + (name == host ? "/64" : "/128"), "dev", port, "nodad");
            string bridge = name == host ? "vlan10" : "vlan30";
            _bench.Bench.Ip("route", "replace", four, "dev", bridge);
            _bench.Bench.Ip("-6", "route", "replace", six, "dev", bridge);
            _bench.Bench.Ip("neigh", "replace", four, "lladdr", mac, "dev", bridge, "nud", "permanent");
            _bench.Bench.Ip("neigh", "replace", six, "lladdr", mac, "dev", bridge, "nud", "permanent");
        }

        // What the one that left has to send goes to its new gateway; what stayed behind still has the old entry.
        Bench.Command("ip", "-n", gone, "route", "add", "10.1.0.0/24", "via", "10.3.0.1", "dev", "swp3", "onlink");
        Bench.Command("ip", "-n", gone, "neigh", "replace", "10.3.0.1", "lladdr", "00:00:5e:00:01:1e", "dev", "swp3", "nud", "permanent");
        Bench.Command("ip", "-n", gone, "-6", "route", "add", "2001:db8:1::/64", "via", "2001:db8:3::1", "dev", "swp3", "onlink");
        Bench.Command("ip", "-n", gone, "neigh", "replace", "2001:db8:3::1", "lladdr", "00:00:5e:00:02:1e", "dev", "swp3", "nud", "permanent");
        Bench.Command("ip", "-n", host, "neigh", "replace", "10.1.0.50", "lladdr", Gone, "dev", "swp1", "nud", "permanent");
        Bench.Command("ip", "-n", host, "neigh", "replace", "2001:db8:1::50", "lladdr", Gone, "dev", "swp1", "nud", "permanent");
        Assert.True(_bench.Sets.ApplyAttachedMacs([Row(FilterPlan.Web, Host)], []));
    }

    private string HostName { get; }

    [Theory]
    [InlineData("10.1.0.50")]
    [InlineData("2001:db8:1::50")]
    public void A_stale_neighbour_entry_does_no_harm(string address)
    {
        string output = _bench.Bench.Exec(HostName, "ping", "-n", "-c", "3", "-i", "0.05", "-W", "5", address);
        Assert.Contains("3 received", output);
        Assert.Contains("ttl=63", output);
        Assert.True(_bench.Counter("routed_instead_of_bridged") >= 3);
    }

    [Fact]
    public void A_mac_that_is_on_the_segment_is_bridged()
    {
        byte[] frame = TestFrames.Udp4(Peer, Host, "10.1.0.12", "10.1.0.22", "bridged");
        Assert.True(_bench.Sets.ApplyAttachedMacs([Row(FilterPlan.Web, Peer)], []));
        Assert.True(_bench.Passes("swp2", "trk1", frame));
    }

    [Fact]
    public void Neighbour_discovery_is_never_routed()
    {
        byte[] question = TestFrames.Neighbor(Gone, Peer, "2001:db8:1::22", "2001:db8:1::50", 135, "2001:db8:1::50");
        byte[] answer = TestFrames.Neighbor(Gone, Peer, "2001:db8:1::22", "2001:db8:1::50", 136, "2001:db8:1::22");
        long before = _bench.Counter("routed_instead_of_bridged");
        Assert.True(_bench.Passes("swp2", "trk1", question));
        Assert.True(_bench.Passes("swp2", "trk1", answer));
        Assert.Equal(before, _bench.Counter("routed_instead_of_bridged"));
    }

    [Fact]
    public void Tagged_frames_of_a_trunk_are_routed_too()
    {
        long before = _bench.Counter("routed_instead_of_bridged");
        _bench.Passes("trk1", "swp2", TestFrames.Udp4(Gone, Peer, "10.1.0.22", "10.1.0.50", "tagged"), vlan: 10);
        Assert.Equal(before + 1, _bench.Counter("routed_instead_of_bridged"));
    }

    public void Dispose()
    {
        _bench.Dispose();
        GC.SuppressFinalize(this);
    }

    private static AttachedMac Row(SegmentId segment, string mac) =>
        new(new AttachedMacKey(segment, MacAddress.Parse(mac)), new AttachedMacRow(FilterPlan.Port("swp1")));
}
