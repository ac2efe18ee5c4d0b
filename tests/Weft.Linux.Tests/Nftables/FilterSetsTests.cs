using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

public sealed class FilterSetsTests : IDisposable
{
    private const string Host = "02:00:00:00:00:11";
    private const string Peer = "02:00:00:00:00:22";
    private const string Broadcast = "ff:ff:ff:ff:ff:ff";

    private readonly FilterBench _bench = new();

    public static TheoryData<string, int, string> Senders => new()
    {
        { "swp1", 0, "10.1.0.11" },
        { "swp1", 0, "2001:db8:1::11" },
        { "swp1", 0, "203.0.113.9" },
        { "trk1", 10, "10.1.0.11" },
        { "trk1", 10, "2001:db8:1::11" },
        { "trk1", 30, "10.3.0.11" },
        { "swp3", 0, "2001:db8:3::11" },
    };

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_host_is_reported_once_until_it_is_forgotten(string port, int vlan, string address)
    {
        FirstPacket expected = new(FilterPlan.Port(port), new VlanId(vlan), MacAddress.Parse(Host), IpAddress.Parse(address));
        for (int i = 0; i < 100; i++)
        {
            _bench.Bench.Send(port, Data(address), vlan);
        }

        Assert.Equal([expected], ReportsUntilEnd());
        _bench.Sets.Forget(expected, _bench.IndexOf(port));
        _bench.Bench.Send(port, Data(address), vlan);
        Assert.Equal([expected], ReportsUntilEnd());
        Assert.True(_bench.Sets.ForgetAll());
        _bench.Bench.Send(port, Data(address), vlan);
        Assert.Equal([expected], ReportsUntilEnd());
    }

    [Fact]
    public void A_host_that_moves_to_another_port_is_reported_there()
    {
        _bench.Bench.Send("swp1", Data("10.1.0.11"));
        _bench.Bench.Send("swp2", Data("10.1.0.11"));
        Assert.Equal([FilterPlan.Port("swp1"), FilterPlan.Port("swp2")], ReportsUntilEnd().Select(packet => packet.Port));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("fe80::11")]
    public void Addresses_that_are_no_hosts_place_are_not_reported(string address)
    {
        _bench.Bench.Send("swp1", Data(address));
        Assert.Empty(ReportsUntilEnd());
    }

    [Fact]
    public void Nothing_that_comes_from_another_switch_is_reported()
    {
        _bench.Bench.Send("isw1", Data("10.3.0.11"));
        Assert.Empty(ReportsUntilEnd());
    }

    [Fact]
    public void Forgetting_a_stranger_is_no_error()
    {
        _bench.Sets.Forget(new FirstPacket(FilterPlan.Port("swp1"), default, MacAddress.Parse(Host), IpAddress.Parse("10.1.0.99")), _bench.IndexOf("swp1"));
        _bench.Bench.Send("swp1", Data("10.1.0.11"));
        Assert.Single(ReportsUntilEnd());
    }

    [Fact]
    public void Attached_macs_are_put_in_and_taken_out_whatever_was_there()
    {
        AttachedMac one = Row(FilterPlan.Web, Host);
        AttachedMac two = Row(FilterPlan.Lan, Peer);
        Assert.True(_bench.Sets.ApplyAttachedMacs([one, two], []));
        Assert.True(_bench.Sets.ApplyAttachedMacs([one], [Row(FilterPlan.Web, "02:00:00:00:00:99")]));
        Assert.True(_bench.Sets.ApplyAttachedMacs([], [two]));
        using FilterSets next = NetworkNamespace.Run(_bench.Bench.Node, () => new FilterSets(FilterPlan.Leaf));
        List<AttachedMac> found = [];
        next.ReadAttachedMacs(found);
        Assert.Equal([one.Key], found.Select(row => row.Key));
    }

    [Fact]
    public void Sets_that_somebody_else_changed_are_looked_at_again()
    {
        Assert.True(_bench.Sets.ApplyAttachedMacs([Row(FilterPlan.Web, Host), Row(FilterPlan.Web, Peer)], []));
        _bench.Bench.Exec(_bench.Bench.Node, "nft", "flush", "set", "bridge", "weft", $"macs_{FilterPlan.Web.Value}");
        Assert.True(_bench.Sets.ApplyAttachedMacs([Row(FilterPlan.Web, Peer)], [Row(FilterPlan.Web, Host)]));
        List<AttachedMac> found = [];
        _bench.Sets.ReadAttachedMacs(found);
        Assert.Equal([MacAddress.Parse(Peer)], found.Select(row => row.Key.Mac));
    }

    [Fact]
    public void Thousands_of_macs_go_in_at_once()
    {
        AttachedMac[] rows = [.. Enumerable.Range(1, 5000).Select(i => new AttachedMac(
            new AttachedMacKey(FilterPlan.Web, MacAddress.FromValue(0x0200_0000_0000 + (ulong)i)), new AttachedMacRow(FilterPlan.Port("swp1"))))];
        Assert.True(_bench.Sets.ApplyAttachedMacs(rows, []));
        List<AttachedMac> found = [];

        // While the kernel still resizes the set, a walk may miss elements.
        Eventually.Holds(() =>
        {
            found.Clear();
            _bench.Sets.ReadAttachedMacs(found);
            return rows.Select(row => row.Key.Mac).SequenceEqual(found.Select(row => row.Key.Mac).Order());
        });
        Assert.True(_bench.Sets.ApplyAttachedMacs([], rows));
        found.Clear();
        _bench.Sets.ReadAttachedMacs(found);
        Assert.Empty(found);
    }

    [Fact]
    public void Without_its_table_the_filter_refuses_instead_of_throwing()
    {
        _bench.Bench.Exec(_bench.Bench.Node, "nft", "flush", "ruleset");
        Assert.False(_bench.Sets.ApplyAttachedMacs([Row(FilterPlan.Web, Host)], []));
        Assert.False(_bench.Sets.KeepAlive(TimeSpan.FromSeconds(3)));
        NetworkNamespace.Run(_bench.Bench.Node, () => NftLibrary.Load(FilterPlan.Leaf));
        Assert.True(_bench.Sets.ApplyAttachedMacs([Row(FilterPlan.Web, Host)], []));
        Assert.True(_bench.Sets.KeepAlive(TimeSpan.FromSeconds(3)));
    }

    [Fact]
    public void Loading_again_keeps_what_the_sets_hold()
    {
        Assert.True(_bench.Sets.ApplyAttachedMacs([Row(FilterPlan.Web, Host)], []));
        _bench.Bench.Send("swp1", Data("10.1.0.11"));
        Assert.Single(ReportsUntilEnd());
        Assert.True(NetworkNamespace.Run(_bench.Bench.Node, () => NftLibrary.Load(FilterPlan.Leaf)));
        _bench.Bench.Send("swp1", Data("10.1.0.11"));
        Assert.Empty(ReportsUntilEnd());
        List<AttachedMac> found = [];
        _bench.Sets.ReadAttachedMacs(found);
        Assert.Single(found);
    }

    [Fact]
    public void Sets_of_another_shape_are_replaced()
    {
        NodePlan larger = FilterPlan.Leaf with { Fabric = FilterPlan.Leaf.Fabric with { Limits = new FabricLimits { HostsPerNode = 1000 } } };
        bool kept = NetworkNamespace.Run(_bench.Bench.Node, () => NftLibrary.Load(larger));
        _bench.Bench.Send("swp1", Data("10.1.0.11"));
        Assert.Single(ReportsUntilEnd());
        string set = _bench.Bench.Exec(_bench.Bench.Node, "nft", "list", "set", "bridge", "weft", $"seen4_{FilterPlan.Web.Value}");
        Assert.Contains(kept ? "size" : "size 1000", set);
    }

    [Fact]
    public void Counters_are_read_without_a_process()
    {
        Assert.False(_bench.Passes("swp1", "swp2", TestFrames.Arp(Broadcast, Host, 2, Host, "10.1.0.1", "10.1.0.12")));
        KeyValuePair<string, long>[] expected = [.. FilterNames.Counters.Order(StringComparer.Ordinal).Select(
            name => new KeyValuePair<string, long>(name, name == FilterNames.GatewayAddressClaimed ? 1 : 0))];
        Assert.Equal(expected, _bench.Sets.ReadCounters());
        _bench.Bench.Exec(_bench.Bench.Node, "nft", "flush", "ruleset");
        Assert.Empty(_bench.Sets.ReadCounters());
    }

    [Fact]
    public void A_node_without_segments_removes_the_table()
    {
        NodePlan spine = FilterPlan.Leaf with { Segments = [], Ports = [] };
        NetworkNamespace.Run(_bench.Bench.Node, () => NftLibrary.Load(spine));
        Assert.Equal("", _bench.Bench.Exec(_bench.Bench.Node, "nft", "list", "ruleset"));
        using FilterSets none = NetworkNamespace.Run(_bench.Bench.Node, () => new FilterSets(spine));
        Assert.True(none.KeepAlive(TimeSpan.FromSeconds(3)));
        Assert.True(none.ApplyAttachedMacs([Row(FilterPlan.Web, Host)], []));
    }

    public void Dispose() => _bench.Dispose();

    private static AttachedMac Row(SegmentId segment, string mac) =>
        new(new AttachedMacKey(segment, MacAddress.Parse(mac)), new AttachedMacRow(FilterPlan.Port("swp1")));

    private static byte[] Data(string from) => IpAddress.Parse(from).IsIpv6
        ? TestFrames.Udp6("33:33:00:00:00:01", Host, from, "ff02::1", "x")
        : TestFrames.Udp4(Broadcast, Host, from, "10.1.0.255", "x");

    /// <summary>Everything reported so far, told from what comes later by one more host.</summary>
    private List<FirstPacket> ReportsUntilEnd()
    {
        IpAddress last = IpAddress.Ipv4(0x0A01_6400 + (uint)Random.Shared.Next(1, 1 << 16));
        _bench.Bench.Send("swp1", Data(last.ToString()));
        _bench.AwaitReport(packet => packet.Address == last);
        List<FirstPacket> reports = [.. _bench.Reported.Where(packet => packet.Address != last)];
        _bench.Reported.Clear();
        return reports;
    }
}
