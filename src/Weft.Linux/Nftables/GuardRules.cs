using System.Globalization;
using Weft.Model;

namespace Weft.Linux;

/// <summary>The sets and chains of one segment for its guarded ports: what has no binding does not pass. Where a port is only monitored, what would be
/// refused is counted and goes the way of trusted ports.</summary>
internal sealed class GuardRules
{
    // Hosts that are just coming up ask whether an address is free, and look for a DHCP server, before they have a binding.
    private const string NewcomerRate = "limit rate 200/second burst 100 packets";

    // Whoever makes up sources must not fill the sets in which others would be noticed: a port has so many reports in a second, each is remembered
    // for a moment, and there is room for all of them at once.
    private const int ReportRate = 200;
    private const int ReportSeconds = 10;
    private const int ReportsPerPort = ReportRate * (ReportSeconds + 1);

    private readonly SegmentRules _rules;
    private readonly SegmentPlan _segment;
    private readonly bool _isMonitored;
    private readonly string _butServers;

    public GuardRules(SegmentRules rules, SegmentPlan segment, bool isMonitored, IEnumerable<string> servers)
    {
        string names = string.Join(", ", servers.Select(port => $"\"{port}\""));
        _butServers = names.Length == 0 ? string.Empty : $" iifname != {{ {names} }}";
        _rules = rules;
        _segment = segment;
        _isMonitored = isMonitored;
    }

    /// <summary>The chain that frames of the ports go to.</summary>
    public string FromHosts => Name("guard");

    private string Refuse => _isMonitored ? $"goto {_rules.FromHosts}" : "drop";

    private string Bound4 => "@" + FilterNames.Bound4(_segment.Id);

    private string Bound6 => "@" + FilterNames.Bound6(_segment.Id);

    private string Target6 => "@" + FilterNames.Target6(_segment.Id);

    /// <summary>The sets of a segment's guarded ports, monitored ones or not.</summary>
    public static void WriteSets(RuleWriter writer, SegmentId segment, int ports)
    {
        string dynamic = string.Create(CultureInfo.InvariantCulture, $"flags dynamic,timeout; timeout {ReportSeconds}s; size {ReportsPerPort * ports};");
        writer.Line($"  set {FilterNames.Unknown4(segment)} {{ type iface_index . ether_addr . ipv4_addr; {dynamic} }}");
        writer.Line($"  set {FilterNames.Unknown6(segment)} {{ type iface_index . ether_addr . ipv6_addr; {dynamic} }}");
        writer.Line($"  set {FilterNames.Bound4(segment)} {{ type iface_index . ether_addr . ipv4_addr; }}");
        writer.Line($"  set {FilterNames.Bound6(segment)} {{ type iface_index . ether_addr . ipv6_addr; }}");
        writer.Line($"  set {FilterNames.Target6(segment)} {{ typeof iif . ether saddr . @th,64,128; }}");
    }

    /// <summary>The sets that measure storms, and reports of unknown sources.</summary>
    public static void WriteNodeSets(RuleWriter writer, int ports)
    {
        foreach (string name in (string[])[FilterNames.Storms, FilterNames.Reporters])
        {
            writer.Line(string.Create(CultureInfo.InvariantCulture, $"  set {name} {{ type iface_index; flags dynamic,timeout; timeout 10s; size {Math.Max(16, 2 * ports)}; }}"));
        }
    }

    public void WriteChains(RuleWriter writer, int broadcasts)
    {
        writer.Chain(Name("bound4"), Bound("ip", "ip saddr", FilterNames.Seen4(_segment.Id), "via4"));
        writer.Chain(Name("bound6"), Bound("ip6", "ip6 saddr", FilterNames.Seen6(_segment.Id), "via6"));
        writer.Chain(Name("hidden"), Hidden());
        writer.Chain(Name("gicmp6"), Icmpv6());
        writer.Chain(Name("garp"), Arp());
        writer.Chain(FromHosts, Guard(broadcasts));
    }

    private static string Count(string counter) => $"counter name {counter}";

    private string Name(string part) => (_isMonitored ? "m" : string.Empty) + part + "_" + _segment.Id.Value.ToString(CultureInfo.InvariantCulture);

    private IEnumerable<string> Guard(int broadcasts) =>
    [
        $"meta pkttype {{ broadcast, multicast }} update @{FilterNames.Storms} {{ iif limit rate over {broadcasts}/second burst {broadcasts} packets }} {Count(FilterNames.Storm)} {Refuse}",
        $"meta protocol ip iif . ether saddr . ip saddr {Bound4} goto {Name("bound4")}",
        $"meta protocol ip6 exthdr frag exists jump {Name("hidden")}",
        $"meta protocol ip6 meta l4proto ipv6-icmp goto {Name("gicmp6")}",
        $"meta protocol ip6 iif . ether saddr . ip6 saddr {Bound6} goto {Name("bound6")}",
        .. _rules.Impostors(),
        $"meta protocol arp goto {Name("garp")}",
        $"meta protocol ip ip saddr {_rules.Gateways4} {Count(FilterNames.GatewayAddressClaimed)} {Refuse}",
        $"meta protocol ip ip saddr 0.0.0.0 ip daddr 255.255.255.255 udp sport 68 udp dport 67 {NewcomerRate} accept",
        $"meta protocol ip6 ip6 saddr {_rules.Gateways6} {Count(FilterNames.GatewayAddressClaimed)} {Refuse}",

        // Announced by itself (RARP): the daemon has heard it, nobody else need.
        $"meta protocol 0x8035 {Refuse}",
        $"ether daddr 01:80:c2:00:00:00 {Count(FilterNames.BridgeProtocol)} {Refuse}",
        $"meta protocol != {{ ip, ip6 }} {Count(FilterNames.ForeignProtocol)} {Refuse}",
        .. Unbound(),
    ];

    // The first packet of somebody unknown is reported: it may be a host that has come here without a word.
    private IEnumerable<string> Unbound() => _isMonitored
        ? [$"{Count(FilterNames.UnboundSource)} {Refuse}"]
        :
        [
            $"{Count(FilterNames.UnboundSource)}",
            $"meta protocol ip ip saddr != 0.0.0.0 {ReportUnknown("ip saddr", FilterNames.Unknown4(_segment.Id))}",
            $"meta protocol ip6 ip6 saddr != :: {ReportUnknown("ip6 saddr", FilterNames.Unknown6(_segment.Id))}",
            "drop",
        ];

    private string ReportUnknown(string address, string set) =>
        string.Create(CultureInfo.InvariantCulture, $"iif . ether saddr . {address} != @{set} update @{FilterNames.Reporters} {{ iif limit rate {ReportRate}/second burst {ReportRate} packets }} ")
        + _rules.Report(address, set);

    private IEnumerable<string> Bound(string protocol, string address, string seen, string via)
    {
        string server = protocol == "ip" ? "udp sport 67" : "udp sport 547";
        yield return $"meta protocol {protocol} meta l4proto udp {server}{_butServers} {Count(FilterNames.ServerMessage)} {Refuse}";
        yield return $"meta protocol {protocol} iif . ether saddr . {address} @{seen} goto {_rules.Name(via)}";
        yield return $"meta protocol {protocol} {_rules.Report(address, seen)}";
        yield return $"goto {_rules.Name(via)}";
    }

    // A first fragment must show all headers (RFC 7112), and neighbour discovery must not be cut (RFC 6980). Where the kernel finds no upper layer the
    // rules that name one do not match. Later fragments pass: without the first they are nothing. But where headers are cut too, a later fragment can
    // lie over the end of the first and be its upper layer for a host that joins overlapping ones; only neighbour discovery needs hop limit 255.
    private IEnumerable<string> Hidden() =>
    [
        $"meta protocol ip6 ip6 hoplimit 255 frag nexthdr {{ 0, 43, 44, 51, 60 }} {Count(FilterNames.HiddenMessage)} {Refuse}",
        "meta protocol ip6 frag frag-off != 0 return",
        "meta protocol ip6 meta l4proto != ipv6-icmp return",
        "meta protocol ip6 icmpv6 type != 133-137 return",
        $"{Count(FilterNames.HiddenMessage)} {Refuse}",
    ];

    private IEnumerable<string> Icmpv6() =>
    [
        .. _rules.Impostors(),
        $"meta protocol ip6 ip6 saddr {_rules.Gateways6} {Count(FilterNames.GatewayAddressClaimed)} {Refuse}",
        $"meta protocol ip6 icmpv6 type {{ nd-router-advert, nd-redirect }} {Count(FilterNames.RouterMessage)} {Refuse}",
        $"meta protocol ip6 icmpv6 type nd-neighbor-advert {_rules.NeighborTargets} {Count(FilterNames.GatewayAddressClaimed)} {Refuse}",
        $"meta protocol ip6 icmpv6 type nd-neighbor-advert iif . ether saddr . @th,64,128 != {Target6} {Count(FilterNames.UnboundNeighbor)} {Refuse}",

        // A host that comes up: is this address free, and which groups it joins.
        $"meta protocol ip6 ip6 saddr :: icmpv6 type {{ nd-router-solicit, nd-neighbor-solicit, mld-listener-report, mld2-listener-report }} {NewcomerRate} accept",
        $"meta protocol ip6 icmpv6 type {{ mld-listener-report, mld-listener-done, mld2-listener-report }} ip6 saddr fe80::/10 {NewcomerRate} accept",
        $"meta protocol ip6 iif . ether saddr . ip6 saddr {Bound6} icmpv6 type 133-137 goto {_rules.Name("nd6")}",
        $"meta protocol ip6 iif . ether saddr . ip6 saddr {Bound6} goto {Name("bound6")}",
        $"meta protocol ip6 icmpv6 type 133-137 {Count(FilterNames.UnboundNeighbor)} {Refuse}",
        .. Unbound(),
    ];

    private IEnumerable<string> Arp() =>
    [
        $"meta protocol arp arp saddr ip {_rules.Gateways4} {Count(FilterNames.GatewayAddressClaimed)} {Refuse}",
        $"meta protocol arp iif . ether saddr . arp saddr ip {Bound4} iif . arp saddr ether . arp saddr ip {Bound4} goto {_rules.Name("arp")}",
        $"meta protocol arp arp operation request arp saddr ip 0.0.0.0 {NewcomerRate} accept",
        $"{Count(FilterNames.UnboundArp)} {Refuse}",
    ];
}
