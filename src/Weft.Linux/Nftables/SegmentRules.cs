using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>The sets and chains of one segment that this node is the gateway of. Frames come here from the base chains, by port and tag.</summary>
/// <remarks>Rules name a protocol with <c>meta protocol</c> throughout: the plain forms compile to a look at the type field of the
/// Ethernet header, where a tagged frame has the tag's.</remarks>
internal sealed class SegmentRules
{
    /// <summary>New (port, MAC, address) triples that may be reported in one second for one segment; what is above is reported with its next packet.</summary>
    public const int FirstPacketsPerSecond = 20_000;

    private const string NeighborDiscovery = "meta protocol ip6 icmpv6 type 133-137";

    private readonly SegmentPlan _segment;
    private readonly int _seenSize;
    private readonly ReportBudget _budget;
    private readonly string _virtual;
    private readonly string _targets;
    private readonly string _mac4;
    private readonly string _mac6;

    public SegmentRules(SegmentPlan segment, IEnumerable<Subnet> foreign, Fabric fabric)
    {
        _segment = segment;
        _seenSize = fabric.Limits.HostsPerNode;
        _budget = ReportBudget.Of(fabric);
        _targets = FilterRuleSet.NeighborTargets(fabric, segment.Vrf);
        _mac4 = segment.Subnet.GatewayMac4.ToString();
        _mac6 = segment.Subnet.GatewayMac6.ToString();
        IEnumerable<MacAddress> macs = foreign.Append(segment.Subnet).SelectMany(s => new[] { s.GatewayMac4, s.GatewayMac6 });
        _virtual = "{ " + string.Join(", ", macs.Distinct().Order()) + " }";
    }

    public SegmentId Id => _segment.Id;

    public string FromHosts => Name("host");

    public string FromSwitches => Name("far");

    public string ToHosts => Name("own");

    public string ToSwitches => Name("leave");

    /// <summary>The set of gateway addresses that no host may use.</summary>
    public string Gateways4 => "@" + FilterNames.Gateways4(_segment.Vrf);

    /// <inheritdoc cref="Gateways4"/>
    public string Gateways6 => "@" + FilterNames.Gateways6(_segment.Vrf);

    /// <summary>The match of an ND message about a gateway.</summary>
    public string NeighborTargets => _targets;

    /// <summary>Refuses frames from a gateway's own MAC.</summary>
    public IEnumerable<string> Impostors() => [$"ether saddr {_virtual} {Count(FilterNames.GatewayMacSpoofed)} drop"];

    public void WriteSets(RuleWriter writer)
    {
        string dynamic = string.Create(
            CultureInfo.InvariantCulture, $"flags dynamic,timeout; timeout {_budget.Seconds}s; size {_seenSize};");
        writer.Line($"  set {FilterNames.Attached(_segment.Id)} {{ type ether_addr; }}");
        writer.Line($"  set {FilterNames.Seen4(_segment.Id)} {{ type iface_index . ether_addr . ipv4_addr; {dynamic} }}");
        writer.Line($"  set {FilterNames.Seen6(_segment.Id)} {{ type iface_index . ether_addr . ipv6_addr; {dynamic} }}");
    }

    public void WriteChains(RuleWriter writer)
    {
        writer.Chain(Name("via4"), Via("ip", _mac4, "ip daddr 169.254.0.0/16"));
        writer.Chain(Name("via6"), Via("ip6", _mac6, "ip6 daddr fe80::/10"));
        writer.Chain(Name("arp"), Arp());
        writer.Chain(Name("rest6"), NewIpv6());
        writer.Chain(Name("nd6"), NeighborMessages());
        writer.Chain(Name("icmp6"), Icmpv6());
        writer.Chain(FromHosts, Host());
        writer.Chain(FromSwitches, Far());
        writer.Chain(ToHosts, Own());
        writer.Chain(ToSwitches, Leave());
    }

    private static string Count(string counter) => $"counter name {counter}";

    /// <summary>The name of one of the segment's chains.</summary>
    public string Name(string part) => part + "_" + _segment.Id.Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The end of a rule that reports a host and remembers that it did.</summary>
    public string Report(string address, string set) =>
        $"limit rate {FirstPacketsPerSecond}/second burst {FirstPacketsPerSecond / 4} packets "
        + $"add @{set} {{ iif . ether saddr . {address} }} "
        + $"log prefix \"{_segment.Id.Value}\" group {FilterNames.FirstPacketGroup} snaplen 64 queue-threshold 1";

    // The common case first: one lookup says that the host is known at this port.
    private IEnumerable<string> Host() =>
    [
        $"meta protocol ip iif . ether saddr . ip saddr @{FilterNames.Seen4(_segment.Id)} goto {Name("via4")}",
        $"meta protocol ip6 meta l4proto ipv6-icmp goto {Name("icmp6")}",
        $"meta protocol ip6 goto {Name("rest6")}",
        $"ether saddr {_virtual} {Count(FilterNames.GatewayMacSpoofed)} drop",
        $"meta protocol arp goto {Name("arp")}",
        $"meta protocol ip ip saddr {Gateways4} {Count(FilterNames.GatewayAddressClaimed)} drop",
        $"meta protocol ip ip saddr 0.0.0.0 goto {Name("via4")}",
        $"meta protocol ip {_budget.IsSpent} {Count(FilterNames.ReportWithheld)} goto {Name("via4")}",
        $"meta protocol ip {Report("ip saddr", FilterNames.Seen4(_segment.Id))}",
        $"meta protocol ip goto {Name("via4")}",
    ];

    private IEnumerable<string> NewIpv6() =>
    [
        $"meta protocol ip6 iif . ether saddr . ip6 saddr @{FilterNames.Seen6(_segment.Id)} goto {Name("via6")}",
        $"ether saddr {_virtual} {Count(FilterNames.GatewayMacSpoofed)} drop",
        $"meta protocol ip6 ip6 saddr {Gateways6} {Count(FilterNames.GatewayAddressClaimed)} drop",
        $"meta protocol ip6 ip6 saddr fe80::/10 goto {Name("via6")}",
        $"meta protocol ip6 ip6 saddr :: goto {Name("via6")}",
        $"meta protocol ip6 {_budget.IsSpent} {Count(FilterNames.ReportWithheld)} goto {Name("via6")}",
        $"meta protocol ip6 {Report("ip6 saddr", FilterNames.Seen6(_segment.Id))}",
        $"goto {Name("via6")}",
    ];

    // Neighbour discovery is answered by the node or by the segment, never routed.
    private IEnumerable<string> Icmpv6() =>
    [
        $"ether saddr {_virtual} {Count(FilterNames.GatewayMacSpoofed)} drop",
        $"meta protocol ip6 ip6 saddr {Gateways6} {Count(FilterNames.GatewayAddressClaimed)} drop",
        $"meta protocol ip6 icmpv6 type nd-neighbor-advert {_targets} {Count(FilterNames.GatewayAddressClaimed)} drop",
        $"{NeighborDiscovery} goto {Name("nd6")}",
        $"goto {Name("rest6")}",
    ];

    private IEnumerable<string> NeighborMessages() =>
    [
        $"ether daddr {_virtual} meta pkttype set host",
        "accept",
    ];

    private IEnumerable<string> Arp() =>
    [
        $"meta protocol arp arp saddr ether {_virtual} {Count(FilterNames.GatewayMacSpoofed)} drop",
        $"meta protocol arp arp saddr ip {Gateways4} {Count(FilterNames.GatewayAddressClaimed)} drop",
        $"ether daddr {_virtual} meta pkttype set host",
    ];

    // To the gateway; then, on a routed segment, route what cannot be bridged: the gateway's MAC is local to the bridge, so a
    // frame that is given it enters the routing table. Link-local destinations cannot be routed.
    private IEnumerable<string> Via(string protocol, string gatewayMac, string linkLocal)
    {
        yield return $"ether daddr {gatewayMac} meta pkttype set host accept";
        if (_segment.Subnet.Scope == SubnetScope.Bridged)
        {
            yield return $"ether daddr {_virtual} ether daddr set {gatewayMac} meta pkttype set host";
            yield break;
        }

        yield return $"ether daddr @{FilterNames.Attached(_segment.Id)} accept";
        yield return $"{RuleWriter.ToMany} accept";
        yield return $"meta protocol {protocol} {linkLocal} accept";
        yield return $"{Count(FilterNames.RoutedInsteadOfBridged)} ether daddr set {gatewayMac} meta pkttype set host";
    }

    // From another switch of the same segment. VRRP advertisements carry the virtual MAC as their source by design (RFC 9568 section 7.3).
    private IEnumerable<string> Far() =>
    [
        $"ether saddr {_virtual} meta l4proto 112 accept",
        $"ether saddr {_virtual} {Count(FilterNames.GatewayKeptLocal)} drop",
        $"ether daddr {_virtual} {Count(FilterNames.GatewayKeptLocal)} drop",
        .. Leave(),
    ];

    // ARP and ND about the gateway stay on the leaf: each leaf is the gateway.
    private IEnumerable<string> Leave() =>
    [
        $"meta protocol arp arp saddr ip {Gateways4} {Count(FilterNames.GatewayKeptLocal)} drop",
        $"meta protocol arp arp daddr ip {Gateways4} {Count(FilterNames.GatewayKeptLocal)} drop",
        $"meta protocol ip6 icmpv6 type {{ nd-neighbor-solicit, nd-neighbor-advert }} {_targets} {Count(FilterNames.GatewayKeptLocal)} drop",
    ];

    // What the kernel's own ARP says of this node, in its requests and in the answers it gives while the daemon is away.
    private IEnumerable<string> Own() =>
    [
        $"meta protocol arp arp saddr ether set {_mac4} ether saddr set {_mac4}",
    ];
}
