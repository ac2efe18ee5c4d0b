namespace Weft.Lab.Tests;

/// <summary>Attacks with the tools that attackers use, one after the other, from guarded ports of one lab. After each: nobody honest has lost anything,
/// no route has changed, and the leaf has counted it and says who it was. A leaf hears little of a port that has just flooded, and its list of offences is
/// short: what is done once after a flood is done at another port.</summary>
[Collection(Alone)]
public sealed class AttackTests(AttackLab lab, ITestOutputHelper output) : IClassFixture<AttackLab>
{
    private const string Alone = "floods";

    // What docs/security.md promises of a flood, in octets.
    private const long MemoryBound = 8 << 20;

    public static TheoryData<Attack> Arp => new(
        new Attack("arpspoof -i eth0 -t 10.1.0.11 10.1.0.1", "gateway_address_claimed", "gateway-address"),
        new Attack("arpspoof -i eth0 -t 10.1.0.11 10.1.0.12", "unbound_arp", "address-of-another"),
        new Attack("arpspoof -i eth0 10.1.0.12", "unbound_arp", "address-of-another") { From = "trudy" },
        new Attack("forge garp-of-another 5", "unbound_arp", "address-of-another") { Times = 5 },
        new Attack("forge arp-mac-inside 5", "unbound_arp", "sender-mac") { Times = 5 },
        new Attack("forge arp-target-mac 5", null, "target-mac"),
        new Attack("forge arp-of-nobody 5", "unbound_arp", "sender-address") { Times = 20 },
        new Attack("forge arp-flood 2", "unbound_arp", "not-granted") { IsFlood = true },
        new Attack("forge arp-flood 2", "unbound_arp", null) { IsFlood = true, From = "trudy" },
        new Attack("forge gateway-arp 5", "gateway_address_claimed", "gateway-address") { Times = 5, From = "eve" });

    public static TheoryData<Attack> Moves => new(
        new Attack("forge garp-as-another 5", "unbound_arp", null) { Times = 5, Event = "host-conflict" },
        new Attack("forge garp-as-another 5", "unbound_arp", null) { Times = 5, Event = "host-conflict", From = "eve" },
        new Attack("forge rarp-as-another 5", null, null) { Event = "host-conflict" },
        new Attack("forge rarp-as-another 5", null, null) { Event = "host-conflict", From = "eve" },
        new Attack("forge garp-as-another 5", "unbound_arp", null) { Times = 5, From = "trudy" },
        new Attack("forge source-as-another 5", "unbound_source", null) { Times = 10 },
        new Attack("forge source-as-another 5", "unbound_source", null) { Times = 10, From = "trudy" },
        new Attack("forge source-as-another 5", "unbound_source", null) { Times = 10, From = "eve" });

    public static TheoryData<Attack> Sources => new(
        new Attack("macof -i eth0", "unbound_source", "not-granted") { IsFlood = true },
        new Attack("macof -i eth0", "unbound_source", null) { IsFlood = true, From = "trudy" },
        new Attack("forge source-v4 5", "unbound_source", "address-of-another") { Times = 5, From = "eve" },
        new Attack("forge source-v6 5", "unbound_source", "address-of-another") { Times = 5, From = "eve" },
        new Attack("forge source-of-nobody 5", "unbound_source", "not-granted") { Times = 100, From = "eve" },
        new Attack("forge gateway-mac 5", "gateway_mac_spoofed", "source-mac") { Times = 10, From = "eve" },
        new Attack("forge gateway-data 5", "gateway_address_claimed", null) { Times = 5, From = "eve" },
        new Attack("atk6-toobig6 eth0 2001:db8:1::11 2001:db8:1::13 1280", "unbound_source", "address-of-another") { From = "eve" },
        new Attack("atk6-smurf6 eth0 2001:db8:1::11", "unbound_source", null) { IsFlood = true },
        new Attack("atk6-rsmurf6 eth0 2001:db8:1::11", "unbound_source", null) { IsFlood = true });

    public static TheoryData<Attack> Switching => new(
        new Attack("yersinia stp -attack 2 -interface eth0", "bpdu", null) { IsFlood = true },
        new Attack("yersinia stp -attack 3 -interface eth0", "bpdu", null) { IsFlood = true },
        new Attack("yersinia stp -attack 2 -interface eth0", "bpdu", "bpdu") { From = "bridget", Event = "port-shut" },
        new Attack("forge stp-root 5", "bpdu", null) { Times = 5, From = "eve" },
        new Attack("forge isis-hello 5", "foreign_protocol", null) { Times = 10, From = "eve" },
        new Attack("forge vrrp-virtual-mac 5", "gateway_mac_spoofed", "source-mac") { Times = 5, From = "eve" },
        new Attack("forge vrrp-gateway 5", "gateway_address_claimed", null) { Times = 5, From = "eve" },
        new Attack("forge second-tag 5", "unknown_vlan", null) { Times = 5, From = "eve" },
        new Attack("forge storm 10", "storm", null) { IsFlood = true });

    public static TheoryData<Attack> Dhcp => new(
        new Attack("yersinia dhcp -attack 1 -interface eth0", "storm", null) { IsFlood = true },
        new Attack("dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=eth0 --bind-interfaces --dhcp-range=10.1.0.100,10.1.0.120 --dhcp-authoritative --no-ping --leasefile-ro --user=root", "dhcp_server_message", "dhcp-server")
        {
            Victim = "exec udhcpc -f -n -q -t 1 -T 1 -i eth0 -s /bin/true", VictimExitCode = 1,
        },
        new Attack("dnsmasq --no-daemon --conf-file=/dev/null --port=0 --interface=eth0 --bind-interfaces --dhcp-range=2001:db8:1::1000,2001:db8:1::1fff --enable-ra --leasefile-ro --user=root", "router_message", "router-advertisement") { From = "eve" },
        new Attack("forge dhcp-offer 5", "dhcp_server_message", "dhcp-server") { Times = 5, From = "eve" },
        new Attack("forge dhcp6-advertise 5", "dhcp_server_message", "dhcp-server") { Times = 5, From = "eve" },
        new Attack("atk6-flood_dhcpc6 eth0", "unbound_source", "not-granted") { Times = 1_000 });

    public static TheoryData<Attack> Routers => new(
        new Attack("atk6-fake_router6 eth0 2001:db8:bad::/64", "router_message", "router-advertisement"),
        new Attack("atk6-fake_router26 -A 2001:db8:bad::/64 eth0", "router_message", "router-advertisement"),
        new Attack("atk6-fake_router26 -E H -A 2001:db8:bad::/64 eth0", "router_message", "router-advertisement"),
        new Attack("atk6-fake_router26 -E 1 -A 2001:db8:bad::/64 eth0", "router_message", "router-advertisement"),
        new Attack("atk6-fake_router26 -E D -A 2001:db8:bad::/64 eth0", "hidden_message", null),
        new Attack("atk6-fake_router26 -E F -A 2001:db8:bad::/64 eth0", "hidden_message", null),
        new Attack("atk6-fake_router26 -E O -A 2001:db8:bad::/64 eth0", "hidden_message", null) { Times = 2 },
        new Attack("atk6-fake_router26 -E o -A 2001:db8:bad::/64 eth0", "hidden_message", null) { Times = 2 },
        new Attack("atk6-flood_router26 eth0", "router_message", "router-advertisement") { IsFlood = true },
        new Attack("atk6-flood_router26 -H -D -F eth0", "hidden_message", null) { IsFlood = true },
        new Attack("atk6-kill_router6 eth0 2001:db8:1::1", "gateway_address_claimed", "router-advertisement") { From = "eve" },
        new Attack("atk6-redir6 eth0 2001:db8:1::13 2001:db8:1::11 2001:db8:1::1 fe80::57:46ff:fe00:6", "gateway_mac_spoofed", "source-mac") { From = "eve" },
        new Attack("forge redirect 5", "router_message", "redirect") { Times = 5, From = "eve" },
        new Attack("forge ra 5", "router_message", "router-advertisement") { Times = 5, From = "eve" },
        new Attack("forge ra-behind-hop-by-hop 5", "router_message", "router-advertisement") { Times = 5, From = "eve" },
        new Attack("forge ra-behind-three-headers 5", "router_message", null) { Times = 5 },
        new Attack("forge ra-behind-ten-headers 5", "router_message", null) { Times = 5 },
        new Attack("forge ra-only-fragment 5", "hidden_message", null) { Times = 5 },
        new Attack("forge ra-upper-layer-in-second-fragment 5", "hidden_message", null) { Times = 10 },
        new Attack("forge ra-overlapping 5", "hidden_message", null) { Times = 10 },
        new Attack("forge ra-empty-first-fragment 5", "hidden_message", null) { Times = 10 });

    public static TheoryData<Attack> Neighbors => new(
        new Attack("atk6-parasite6 eth0", "unbound_neighbor", "router-flag") { Victim = "ip neigh flush to 2001:db8:1::15 dev eth0; exec ping -6 -c 1 2001:db8:1::15" },
        new Attack("atk6-dos-new-ip6 eth0", "unbound_neighbor", "not-granted") { Victim = "ip addr del 2001:db8:1::99/64 dev eth0; exec ip addr add 2001:db8:1::99/64 dev eth0" },
        new Attack("atk6-fake_advertise6 eth0 2001:db8:1::12", "unbound_neighbor", "address-of-another"),
        new Attack("atk6-fake_advertise6 -H eth0 2001:db8:1::12", "unbound_neighbor", "address-of-another"),
        new Attack("atk6-fake_advertise6 -F eth0 2001:db8:1::12", "hidden_message", null),
        new Attack("atk6-fake_advertise6 eth0 2001:db8:1::1", "gateway_address_claimed", "gateway-address"),
        new Attack("atk6-flood_advertise6 eth0", "unbound_neighbor", "not-granted") { IsFlood = true },
        new Attack("atk6-flood_solicitate6 eth0", "unbound_neighbor", "not-granted") { IsFlood = true },
        new Attack("atk6-flood_solicitate6 eth0", "unbound_neighbor", null) { IsFlood = true, From = "trudy" },
        new Attack("forge gateway-na 5", "gateway_address_claimed", "gateway-address") { Times = 5, From = "eve" },
        new Attack("forge na-of-another 5", "unbound_neighbor", "address-of-another") { Times = 5, From = "eve" },
        new Attack("forge na-behind-hop-by-hop 5", "unbound_neighbor", "address-of-another") { Times = 5, From = "eve" },
        new Attack("forge na-fragment 5", "hidden_message", null) { Times = 5, From = "eve" },
        new Attack("forge na-as-router 5", null, "router-flag") { From = "eve" });

    /// <summary>What a port without a guard tells of newcomers: its operator filters, or should.</summary>
    public static TheoryData<Attack> Trusted => new(
        new Attack("forge arp-flood 4", "ProbesSent", null) { Times = 300, From = "roger", HasNewcomer = true },
        new Attack("macof -i eth0", "report_withheld", null) { Times = 100_000, From = "roger", HasNewcomer = true },
        new Attack("forge source6-flood 2", "report_withheld", null) { Times = 100_000, From = "roger", HasNewcomer = true });

    [Theory]
    [MemberData(nameof(Trusted))]
    public void AFloodAtATrustedPortHidesNoNewcomerOfAnother(Attack attack) => Suffer(attack);

    [Theory]
    [MemberData(nameof(Arp))]
    public void LiesInArpAreRefused(Attack attack) => Suffer(attack);

    [Theory]
    [MemberData(nameof(Moves))]
    public void WhoSaysThatItIsAHostThatMovedGetsNothing(Attack attack) => Suffer(attack);

    [Theory]
    [MemberData(nameof(Sources))]
    public void SpoofedSourcesAreRefused(Attack attack) => Suffer(attack);

    [Theory]
    [MemberData(nameof(Switching))]
    public void NobodyAtAPortIsABridgeOrARouter(Attack attack) => Suffer(attack);

    [Theory]
    [MemberData(nameof(Dhcp))]
    public void NobodyAtAPortIsADhcpServer(Attack attack) => Suffer(attack);

    [Theory]
    [MemberData(nameof(Routers))]
    public void NoRouterIsAdvertisedHoweverItIsHidden(Attack attack) => Suffer(attack);

    [Theory]
    [MemberData(nameof(Neighbors))]
    public void LiesInNeighborDiscoveryAreRefused(Attack attack) => Suffer(attack);

    private void Suffer(Attack attack)
    {
        string routes = lab.Routes();
        AttackOutcome outcome = Measure(attack);

        Assert.Equal(routes, lab.Routes());
        Assert.True(outcome.Lost == 0, $"lost: {outcome.Losers}");
        Assert.Empty(lab.Deceptions("vm-a"));
        Assert.True(!attack.IsFlood || outcome.Growth < MemoryBound, $"the daemon has grown by {outcome.Growth} octets");
        Assert.DoesNotContain("bad::", lab.Network("vm-a"), StringComparison.Ordinal);
        Assert.DoesNotContain("dadfailed", lab.Network("vm-a"), StringComparison.Ordinal);
    }

    private AttackOutcome Measure(Attack attack)
    {
        AttackOutcome outcome = lab.Measure(attack);
        output.WriteLine($"@ {attack} | {outcome.Counted} | {outcome.Lost} of {outcome.Sent}, {outcome.LongestGap.TotalMilliseconds:0.0} ms {outcome.Losers} | {outcome.Before.Resident / 1024} to {outcome.After.Resident / 1024} KiB");
        Assert.True(outcome.IsSeen, $"not counted or not named: {outcome.Counted}");
        return outcome;
    }

    /// <summary>Floods take what the machine has: other tests measure beside each other, but not beside these.</summary>
    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class FloodsAlone;
}
