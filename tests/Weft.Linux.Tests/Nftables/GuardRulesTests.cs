using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>What guarded ports let in and what not, on the real kernel.</summary>
public sealed class GuardRulesTests(GuardBench bench) : IClassFixture<GuardBench>
{
    private const string Host = GuardBench.Host;
    private const string Other = "02:00:00:00:00:66";
    private const string Everybody = GuardBench.Broadcast;
    private const string AllNodes = GuardBench.AllNodes;

    public static TheoryData<string, string, byte[]> Refused => new()
    {
        { "data of another address", "unbound_source", TestFrames.Udp4(Everybody, Host, "10.1.0.99", "10.1.0.255", "x") },
        { "data of another MAC", "unbound_source", TestFrames.Udp4(Everybody, Other, "10.1.0.11", "10.1.0.255", "x") },
        { "data of another IPv6 address", "unbound_source", TestFrames.Udp6(AllNodes, Host, "2001:db8:1::99", "ff02::1", "x") },
        { "ping of another IPv6 address", "unbound_source", TestFrames.Ipv6(AllNodes, Host, "2001:db8:1::99", "ff02::1", 58, 128, 0, 0, 0, 0, 0, 0, 0) },
        { "ARP of another address", "unbound_arp", TestFrames.Arp(Everybody, Host, 1, Host, "10.1.0.99", "10.1.0.1") },
        { "ARP of another MAC", "unbound_arp", TestFrames.Arp(Everybody, Other, 2, Other, "10.1.0.11", "10.1.0.11") },
        { "ARP with another MAC inside", "unbound_arp", TestFrames.Arp(Everybody, Host, 2, Other, "10.1.0.11", "10.1.0.11") },
        { "ARP from another MAC outside", "unbound_arp", TestFrames.Arp(Everybody, Other, 2, Host, "10.1.0.11", "10.1.0.11") },
        { "ARP probe as an answer", "unbound_arp", TestFrames.Arp(Everybody, Other, 2, Other, "0.0.0.0", "10.1.0.11") },
        { "ARP of the gateway", "gateway_address_claimed", TestFrames.Arp(Everybody, Host, 2, Host, "10.1.0.1", "10.1.0.12") },
        { "ARP from the gateway's MAC", "gateway_mac_spoofed", TestFrames.Arp(Everybody, FilterBench.Mac4, 1, FilterBench.Mac4, "10.1.0.66", "10.1.0.67") },
        { "data of the gateway", "gateway_address_claimed", TestFrames.Udp4(Everybody, Host, "10.1.0.1", "10.1.0.255", "x") },
        { "solicitation of another address", "unbound_neighbor", TestFrames.Neighbor(AllNodes, Host, "fe80::99", "ff02::1", 135, "2001:db8:1::1") },
        { "advertisement of another address", "unbound_neighbor", TestFrames.Neighbor(AllNodes, Host, "fe80::11", "ff02::1", 136, "2001:db8:1::99") },
        { "advertisement of another's MAC", "unbound_neighbor", TestFrames.Neighbor(AllNodes, Other, "fe80::11", "ff02::1", 136, "2001:db8:1::11") },
        { "advertisement of the gateway", "gateway_address_claimed", TestFrames.Neighbor(AllNodes, Host, "fe80::11", "ff02::1", 136, "fe80::1:a") },
        { "router advertisement", "router_message", TestFrames.Ipv6(AllNodes, Host, "fe80::11", "ff02::1", 58, 134, 0, 0, 0, 64, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0) },
        { "redirect", "router_message", TestFrames.Neighbor(AllNodes, Host, "fe80::11", "ff02::1", 137, "2001:db8:1::11") },
        { "router advertisement behind options", "router_message", Behind(60, [58, 0, 1, 4, 0, 0, 0, 0], 134) },
        { "router advertisement behind two headers", "router_message", Behind(0, [60, 0, 1, 4, 0, 0, 0, 0, 58, 0, 1, 4, 0, 0, 0, 0], 134) },
        { "router advertisement in a first fragment", "hidden_message", Behind(44, [58, 0, 0, 1, 0, 0, 0, 7], 134) },
        { "router advertisement in the only fragment", "hidden_message", Behind(44, [58, 0, 0, 0, 0, 0, 0, 7], 134) },
        { "first fragment that ends before its upper layer", "hidden_message", Behind(44, [60, 0, 0, 1, 0, 0, 0, 7, 58, 4, 1, 4, 0, 0, 0, 0], 0, 0) },
        { "later fragment with headers of its own, over the first one's end", "hidden_message", Behind(44, [60, 0, 4, 0xC0, 0, 0, 0, 7], 134) },
        { "first fragment that shows a ping behind options", "hidden_message", Behind(44, [60, 0, 0, 1, 0, 0, 0, 7, 58, 0, 1, 4, 0, 0, 0, 0], 128) },
        { "fragment in a fragment", "hidden_message", Behind(44, [44, 0, 0, 0, 0, 0, 0, 7, 58, 0, 1, 1, 0, 0, 0, 7], 134) },
        { "DHCP server", "dhcp_server_message", TestFrames.Ipv4(Everybody, Host, "10.1.0.11", "255.255.255.255", 17, 0, 67, 0, 68, 0, 9, 0, 0, 1) },
        { "DHCPv6 server", "dhcp_server_message", TestFrames.Ipv6(AllNodes, Host, "fe80::11", "fe80::12", 17, 2, 35, 2, 34, 0, 9, 0, 0, 2) },
        { "DHCP server with no address", "unbound_source", TestFrames.Ipv4(Everybody, Host, "0.0.0.0", "255.255.255.255", 17, 0, 67, 0, 68, 0, 9, 0, 0, 1) },
        { "spanning tree", "bpdu", TestFrames.Ethernet("01:80:c2:00:00:00", Host, 0x0026, 0x42, 0x42, 3, 0, 0, 0, 0, 0) },
        { "another protocol", "foreign_protocol", TestFrames.Ethernet(Everybody, Host, 0x88B5, 1, 2, 3) },
        { "a second tag", "unknown_vlan", TestFrames.Ethernet(Everybody, Host, 0x8100, 0, 10, 0x08, 0x00, 0x45) },
    };

    public static TheoryData<string, byte[]> Admitted => new()
    {
        { "data", TestFrames.Udp4(Everybody, Host, "10.1.0.11", "10.1.0.255", "x") },
        { "IPv6 data", TestFrames.Udp6(AllNodes, Host, "2001:db8:1::11", "ff02::1", "x") },
        { "link-local data", TestFrames.Udp6(AllNodes, Host, "fe80::11", "ff02::1", "x") },
        { "ARP", TestFrames.Arp(Everybody, Host, 1, Host, "10.1.0.11", "10.1.0.1") },
        { "ARP announcement", TestFrames.Arp(Everybody, Host, 1, Host, "10.1.0.11", "10.1.0.11") },
        { "ARP probe of a newcomer", TestFrames.Arp(Everybody, Other, 1, Other, "0.0.0.0", "10.1.0.77") },
        { "DHCP client", TestFrames.Ipv4(Everybody, Other, "0.0.0.0", "255.255.255.255", 17, 0, 68, 0, 67, 0, 9, 0, 0, 1) },
        { "solicitation", TestFrames.Neighbor(AllNodes, Host, "fe80::11", "ff02::1", 135, "2001:db8:1::1") },
        { "advertisement", TestFrames.Neighbor(AllNodes, Host, "2001:db8:1::11", "ff02::1", 136, "2001:db8:1::11") },
        { "duplicate address detection", TestFrames.Neighbor("33:33:ff:00:00:77", Other, "::", "ff02::1:ff00:77", 135, "2001:db8:1::77") },
        { "group report of a newcomer", TestFrames.Ipv6("33:33:00:00:00:16", Other, "::", "ff02::16", 58, 143, 0, 0, 0, 0, 0, 0, 0) },
        { "ping", TestFrames.Ipv6(AllNodes, Host, "2001:db8:1::11", "ff02::1", 58, 128, 0, 0, 0, 0, 0, 0, 0) },
        { "fragments of a ping", Behind(44, [58, 0, 0, 1, 0, 0, 0, 7], 128) },
        { "a later fragment", Behind(44, [58, 0, 1, 1, 0, 0, 0, 7], 134) },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_has_no_binding_or_no_business_does_not_enter(string what, string counter, byte[] frame)
    {
        long before = bench.Counter(counter);
        Assert.False(bench.Enters(frame), what);
        Assert.Equal(before + 1, bench.Counter(counter));
    }

    [Theory]
    [MemberData(nameof(Admitted))]
    public void What_a_bound_host_or_a_newcomer_may_say_enters(string what, byte[] frame) => Assert.True(bench.Enters(frame), what);

    [Theory]
    [InlineData("01:80:c2:00:00:00", false)]
    [InlineData("01:00:0c:cc:cc:cd", false)]
    [InlineData("01:80:c2:00:00:14", true)]
    public void Bpdus_do_not_pass_a_trusted_port_that_says_so(string to, bool passes)
    {
        byte[] frame = TestFrames.Ethernet(to, Host, 38, 0x42, 0x42, 3, 0, 0, 0, 0, 0);
        long before = bench.Counter("bpdu");
        Assert.Equal(passes, bench.Passes("swp3", "isw1", frame));
        Assert.Equal(before + (passes ? 0 : 1), bench.Counter("bpdu"));
    }

    [Fact]
    public void A_binding_holds_for_its_port_alone()
    {
        byte[] frame = TestFrames.Udp4(Everybody, Host, "10.1.0.11", "10.1.0.255", "elsewhere");
        Assert.True(bench.Enters(frame));
        Assert.False(bench.Enters(frame, "trk1", vlan: 10));
        Assert.True(bench.Enters(TestFrames.Udp4(Everybody, GuardBench.Tagged, "10.1.0.12", "10.1.0.255", "tagged"), "trk1", vlan: 10));
        Assert.False(bench.Enters(TestFrames.Udp4(Everybody, GuardBench.Tagged, "10.1.0.12", "10.1.0.255", "untagged")));
    }

    [Fact]
    public void A_dhcp_server_is_heard_where_the_file_says_that_there_is_one()
    {
        byte[] Answer(string mac, string address) => TestFrames.Ipv4(Everybody, mac, address, "255.255.255.255", 17, 0, 67, 0, 68, 0, 9, 0, 0, 1);
        Assert.True(bench.Enters(Answer(GuardBench.Tagged, "10.1.0.12"), "trk1", vlan: 10));
        Assert.False(bench.Enters(Answer(Host, "10.1.0.11")));
    }

    [Fact]
    public void A_host_that_is_bound_later_enters_later_and_one_that_has_gone_no_more()
    {
        BoundHost row = bench.Row("swp1", Other, "10.1.0.50");
        byte[] frame = TestFrames.Udp4(Everybody, Other, "10.1.0.50", "10.1.0.255", "late");
        Assert.False(bench.Enters(frame));
        Assert.True(bench.Sets.ApplyBoundHosts([row], []));
        Assert.True(bench.Enters(frame));
        Assert.True(bench.Sets.ApplyBoundHosts([row], []));
        Assert.True(bench.Sets.ApplyBoundHosts([], [row]));
        Assert.True(bench.Sets.ApplyBoundHosts([], [row]));
        Assert.False(bench.Enters(frame));
    }

    [Fact]
    public void The_first_packet_of_an_unbound_host_is_reported_though_it_does_not_enter()
    {
        FirstPacket expected = new(FilterPlan.Port("swp1"), default, MacAddress.Parse(Other), IpAddress.Parse("10.1.0.51"));
        Assert.False(bench.Enters(TestFrames.Udp4(Everybody, Other, "10.1.0.51", "10.1.0.255", "first")));
        Assert.Equal(expected, bench.AwaitReport(packet => packet.Mac == expected.Mac && packet.Address == expected.Address));
    }

    [Fact]
    public void Made_up_sources_at_one_port_take_no_report_from_another()
    {
        const int Flood = 70_000;
        byte[] frame = TestFrames.Udp4(Host, Other, "10.1.0.60", "10.1.0.11", "made up");
        bench.Bench.Flood("trk1", frame, 10, Flood, i => System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(8), i));
        MacAddress silent = MacAddress.Parse("02:01:00:00:00:67");
        Assert.False(bench.Enters(TestFrames.Udp4(Everybody, silent.ToString(), "10.1.0.61", "10.1.0.255", "silent")));
        Assert.Equal(FilterPlan.Port("swp1"), bench.AwaitReport(packet => packet.Mac == silent).Port);
        Assert.InRange(bench.Reported.Count(packet => packet.Address == IpAddress.Parse("10.1.0.60")), 1, Flood / 10);
    }

    [Fact]
    public void Who_is_forgotten_is_reported_with_the_next_packet()
    {
        FirstPacket expected = new(FilterPlan.Port("swp1"), default, MacAddress.Parse(Other), IpAddress.Parse("10.1.0.52"));
        byte[] frame = TestFrames.Udp4(Everybody, Other, "10.1.0.52", "10.1.0.255", "again");
        for (int i = 0; i < 3; i++)
        {
            bench.Reported.Clear();
            Assert.False(bench.Enters(frame));
            Assert.Equal(expected, bench.AwaitReport(packet => packet.Address == expected.Address));
            bench.Sets.Forget(expected, bench.IndexOf("swp1"));
        }
    }

    [Fact]
    public void A_monitored_port_counts_and_lets_in()
    {
        long before = bench.Counter("unbound_arp");
        Assert.True(bench.Passes("swp2", "swp1", TestFrames.Arp(Everybody, Other, 2, Other, "10.1.0.90", "10.1.0.90")));
        Assert.Equal(before + 1, bench.Counter("unbound_arp"));
        Assert.False(bench.Passes("swp2", "swp1", TestFrames.Arp(Everybody, Other, 2, Other, "10.1.0.1", "10.1.0.1")));
    }

    [Fact]
    public void Bound_hosts_are_found_again()
    {
        List<BoundHost> before = [];
        bench.Sets.ReadBoundHosts(before);
        using FilterSets next = NetworkNamespace.Run(bench.Bench.Node, () => new FilterSets(FilterPlan.Guarded));
        List<BoundHost> found = [];
        next.ReadBoundHosts(found);
        Assert.Contains(bench.Row("swp1", Host, "2001:db8:1::11"), found);
        Assert.Equal(before.ToHashSet(), found.ToHashSet());
    }

    [Fact]
    public void Frames_to_many_have_a_rate()
    {
        long before = bench.Counter("storm");
        byte[] frame = TestFrames.Udp4(Everybody, Host, "10.1.0.11", "10.1.0.255", "storm");
        byte[] storm = TestFrames.Udp4(Everybody, GuardBench.Tagged, "10.1.0.12", "10.1.0.255", "storm");
        byte[] tagged = [.. storm.AsSpan(0, 12), 0x81, 0, 0, 10, .. storm.AsSpan(12)];
        using FrameBurst burst = NetworkNamespace.Run(
            bench.Bench.Far, () => new FrameBurst(InterfaceIndex.Of("trk1"), [.. Enumerable.Repeat(tagged, FrameBurst.CallLength)]));
        Bench.Eventually(
            () =>
            {
                for (int sent = 0; sent < 8_000;)
                {
                    sent += burst.Send(0, FrameBurst.CallLength);
                }

                return bench.Counter("storm") > before;
            },
            "a storm is cut");

        // Another port is none the worse for it.
        Assert.True(bench.Enters(frame));
    }

    /// <summary>An ICMPv6 message of a type behind other headers.</summary>
    private static byte[] Behind(byte next, byte[] headers, byte type, int length = 16) =>
        TestFrames.Ipv6(AllNodes, Host, "fe80::11", "ff02::1", next, [.. headers, .. length == 0 ? [] : new byte[] { type, 0, 0, 0 }, .. new byte[Math.Max(0, length - 4)]]);
}
