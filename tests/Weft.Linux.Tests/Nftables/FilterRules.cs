namespace Weft.Linux.Tests;

/// <summary>What the rules refuse and allow; whatever way known hosts' frames take beside them.</summary>
public abstract class FilterRules(FilterBench bench)
{
    private const string Host = "02:00:00:00:00:11";
    private const string Peer = "02:00:00:00:00:22";
    private const string Broadcast = "ff:ff:ff:ff:ff:ff";
    private const string LanMac4 = "00:00:5e:00:01:1e";
    private const string LanMac6 = "00:00:5e:00:02:1e";

    public static TheoryData<string, byte[]> RefusedFromHosts => new()
    {
        { "source is the gateway's IPv4 MAC", TestFrames.Arp(Broadcast, FilterBench.Mac4, 1, FilterBench.Mac4, "10.1.0.66", "10.1.0.67") },
        { "data from the gateway's IPv4 MAC", TestFrames.Udp4(Broadcast, FilterBench.Mac4, "10.1.0.66", "10.1.0.255", "x") },
        { "data from the gateway's IPv6 MAC", TestFrames.Udp6("33:33:00:00:00:01", FilterBench.Mac6, "2001:db8:1::66", "ff02::1", "x") },
        { "ND from the gateway's IPv6 MAC", TestFrames.Neighbor("33:33:00:00:00:01", FilterBench.Mac6, "fe80::66", "ff02::1", 136, "fe80::66") },
        { "ARP reply for the gateway", TestFrames.Arp(Broadcast, Host, 2, Host, "10.1.0.1", "10.1.0.12") },
        { "ARP announcement of the gateway", TestFrames.Arp(Broadcast, Host, 1, Host, "10.1.0.1", "10.1.0.1") },
        { "ARP with the gateway's MAC inside", TestFrames.Arp(Broadcast, Host, 2, FilterBench.Mac4, "10.1.0.66", "10.1.0.12") },
        { "another subnet's gateway in ARP", TestFrames.Arp(Broadcast, Host, 2, Host, "10.2.0.1", "10.1.0.12") },
        { "data from the gateway's address", TestFrames.Udp4(Broadcast, Host, "10.1.0.1", "10.1.0.255", "x") },
        { "data from the gateway's IPv6 address", TestFrames.Udp6("33:33:00:00:00:01", Host, "2001:db8:1::1", "ff02::1", "x") },
        { "advertisement of the gateway", TestFrames.Neighbor("33:33:00:00:00:01", Host, "fe80::66", "ff02::1", 136, "2001:db8:1::1") },
        { "advertisement of its link-local address", TestFrames.Neighbor("33:33:00:00:00:01", Host, "fe80::66", "ff02::1", 136, "fe80::1:a") },
    };

    public static TheoryData<string, byte[]> AllowedFromHosts => new()
    {
        { "ARP request for a neighbour", TestFrames.Arp(Broadcast, Host, 1, Host, "10.1.0.11", "10.1.0.12") },
        { "ARP request for the gateway", TestFrames.Arp(Broadcast, Host, 1, Host, "10.1.0.11", "10.1.0.1") },
        { "ARP probe", TestFrames.Arp(Broadcast, Host, 1, Host, "0.0.0.0", "10.1.0.11") },
        { "RARP", TestFrames.Ethernet(Broadcast, Host, 0x8035, 0, 1, 8, 0, 6, 4, 0, 3) },
        { "broadcast data", TestFrames.Udp4(Broadcast, Host, "10.1.0.11", "10.1.0.255", "x") },
        { "multicast data", TestFrames.Udp6("33:33:00:00:00:01", Host, "2001:db8:1::11", "ff02::1", "x") },
        { "advertisement of itself", TestFrames.Neighbor("33:33:00:00:00:01", Host, "fe80::11", "ff02::1", 136, "2001:db8:1::11") },
        { "question for the gateway", TestFrames.Neighbor("33:33:00:00:00:01", Host, "fe80::11", "ff02::1", 135, "2001:db8:1::1") },
        { "a guest's own VRRP", TestFrames.Ipv4("01:00:5e:00:00:12", "00:00:5e:00:01:63", "10.1.0.11", "224.0.0.18", 112, 0x31) },
        { "link-local data to an unknown MAC", TestFrames.Udp6(Peer, Host, "fe80::11", "fe80::22", "x") },
    };

    public static TheoryData<string, byte[]> RefusedBetweenSwitches => new()
    {
        { "to the gateway's MAC", TestFrames.Udp4(LanMac4, Host, "10.3.0.11", "10.9.9.9", "x") },
        { "from the gateway's MAC", TestFrames.Udp4(Broadcast, LanMac4, "10.3.0.11", "10.3.0.255", "x") },
        { "from the gateway's IPv6 MAC", TestFrames.Udp6("33:33:00:00:00:01", LanMac6, "fe80::9", "ff02::1", "x") },
        { "ARP for the gateway", TestFrames.Arp(Broadcast, Host, 1, Host, "10.3.0.11", "10.3.0.1") },
        { "ARP of the gateway", TestFrames.Arp(Broadcast, Host, 2, Host, "10.3.0.1", "10.3.0.11") },
        { "solicitation of the gateway", TestFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::11", "ff02::1:ff00:1", 135, "2001:db8:3::1") },
        { "advertisement of the gateway", TestFrames.Neighbor("33:33:00:00:00:01", Host, "fe80::11", "ff02::1", 136, "fe80::1:1e") },
    };

    public static TheoryData<string, byte[]> AllowedBetweenSwitches => new()
    {
        { "VRRP from the virtual MAC", TestFrames.Ipv4("01:00:5e:00:00:12", LanMac4, "10.3.0.2", "224.0.0.18", 112, 0x31) },
        { "VRRP over IPv6 from the virtual MAC", TestFrames.Ipv6("33:33:00:00:00:12", LanMac6, "fe80::2", "ff02::12", 112, 0x31) },
        { "ARP between hosts", TestFrames.Arp(Broadcast, Host, 1, Host, "10.3.0.11", "10.3.0.12") },
        { "data between hosts", TestFrames.Udp4(Peer, Host, "10.3.0.11", "10.3.0.12", "x") },
        { "solicitation of a host", TestFrames.Neighbor("33:33:ff:00:00:12", Host, "fe80::11", "ff02::1:ff00:12", 135, "2001:db8:3::12") },
    };

    [Theory]
    [MemberData(nameof(RefusedFromHosts))]
    public void Hosts_cannot_pose_as_the_gateway(string what, byte[] frame)
    {
        long before = bench.Counter("gateway_mac_spoofed") + bench.Counter("gateway_address_claimed");
        Assert.False(bench.Passes("swp1", "swp2", frame), what);
        Assert.Equal(before + 1, bench.Counter("gateway_mac_spoofed") + bench.Counter("gateway_address_claimed"));
    }

    [Theory]
    [MemberData(nameof(RefusedFromHosts))]
    public void Nor_can_hosts_behind_a_trunk(string what, byte[] frame) => Assert.False(bench.Passes("trk1", "swp2", frame, vlan: 10), what);

    [Theory]
    [MemberData(nameof(AllowedFromHosts))]
    public void What_hosts_may_say_is_bridged(string what, byte[] frame) => Assert.True(bench.Passes("swp1", "swp2", frame), what);

    [Fact]
    public void A_tag_that_the_port_does_not_carry_is_dropped()
    {
        byte[] frame = TestFrames.Arp(Broadcast, Host, 1, Host, "10.1.0.11", "10.1.0.12");
        long before = bench.Counter("unknown_vlan");
        bench.Bench.Send("trk1", frame, vlan: 99);
        Assert.False(bench.Passes("swp1", "swp2", TestFrames.Arp(Broadcast, FilterBench.Mac4, 1, Host, "10.1.0.9", "10.1.0.8")));
        Assert.Equal(before + 1, bench.Counter("unknown_vlan"));
    }

    [Theory]
    [MemberData(nameof(RefusedBetweenSwitches))]
    public void The_gateway_is_not_heard_from_another_switch(string what, byte[] frame) => Assert.False(bench.Passes("isw1", "swp3", frame), what);

    [Theory]
    [MemberData(nameof(AllowedBetweenSwitches))]
    public void Hosts_and_vrrp_cross_between_switches(string what, byte[] frame) => Assert.True(bench.Passes("isw1", "swp3", frame), what);

    [Fact]
    public void Questions_for_the_gateway_do_not_leave_the_leaf()
    {
        Assert.False(bench.Passes("swp3", "isw1", TestFrames.Arp(Broadcast, Host, 1, Host, "10.3.0.11", "10.3.0.1")));
        Assert.False(bench.Passes("swp3", "isw1", TestFrames.Neighbor("33:33:ff:00:00:01", Host, "fe80::11", "ff02::1:ff00:1", 135, "2001:db8:3::1")));
        Assert.True(bench.Passes("swp3", "isw1", TestFrames.Arp(Broadcast, Host, 1, Host, "10.3.0.11", "10.3.0.12")));
    }

    [Fact]
    public void A_bridged_segment_bridges_what_it_does_not_know()
    {
        long before = bench.Counter("routed_instead_of_bridged");
        Assert.True(bench.Passes("swp3", "isw1", TestFrames.Udp4(Peer, Host, "10.3.0.11", "10.3.0.12", "flooded")));
        Assert.Equal(before, bench.Counter("routed_instead_of_bridged"));
    }

    [Fact]
    public void A_routed_segment_routes_what_it_does_not_know()
    {
        long before = bench.Counter("routed_instead_of_bridged");
        Assert.False(bench.Passes("swp1", "swp2", TestFrames.Udp4(Peer, Host, "10.1.0.11", "10.1.0.12", "x")));
        Assert.Equal(before + 1, bench.Counter("routed_instead_of_bridged"));
    }

    [Fact]
    public void A_node_without_segments_gets_no_rule_set() =>
        Assert.Equal(
            "add table bridge weft\ndelete table bridge weft\n", FilterRuleSet.Write(FilterPlan.Leaf with { Segments = [], Ports = [] }, keepElements: true));
}
