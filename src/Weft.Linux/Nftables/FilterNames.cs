using Weft.Model;

namespace Weft.Linux;

/// <summary>Names of the rule set's parts that other code addresses. What belongs to a segment ends in the segment's number.</summary>
internal static class FilterNames
{
    /// <summary>The table, in the bridge family.</summary>
    public const string Table = "weft";

    /// <summary>The set of protocols that the daemon answers itself while it lives.</summary>
    public const string Alive = "alive";

    /// <summary>The nflog group of first packets.</summary>
    public const ushort FirstPacketGroup = 5;

    /// <summary>The nflog group of logged rules of policies.</summary>
    public const ushort PolicyHitGroup = 6;

    /// <summary>Counts frames from hosts that use a gateway's MAC as their source.</summary>
    public const string GatewayMacSpoofed = "gateway_mac_spoofed";

    /// <summary>Counts frames from hosts that claim a gateway's address.</summary>
    public const string GatewayAddressClaimed = "gateway_address_claimed";

    /// <summary>Counts frames that were routed because their destination MAC is not on the segment.</summary>
    public const string RoutedInsteadOfBridged = "routed_instead_of_bridged";

    /// <summary>Counts gateway frames and gateway ARP or ND that were stopped between switches.</summary>
    public const string GatewayKeptLocal = "gateway_kept_local";

    /// <summary>Counts tagged frames of VLANs that their port does not carry.</summary>
    public const string UnknownVlan = "unknown_vlan";

    /// <summary>Counts frames of guarded ports whose source has no binding there.</summary>
    public const string UnboundSource = "unbound_source";

    /// <summary>Counts ARP of guarded ports whose sender has no binding there.</summary>
    public const string UnboundArp = "unbound_arp";

    /// <summary>Counts neighbour discovery of guarded ports whose source or target has no binding there.</summary>
    public const string UnboundNeighbor = "unbound_neighbor";

    /// <summary>Counts router advertisements and redirects of guarded ports.</summary>
    public const string RouterMessage = "router_message";

    /// <summary>Counts first fragments of guarded ports that hold neighbour discovery, or hide what they hold (RFC 6980, RFC 7113).</summary>
    public const string HiddenMessage = "hidden_message";

    /// <summary>Counts DHCP server messages of guarded ports.</summary>
    public const string ServerMessage = "dhcp_server_message";

    /// <summary>Counts spanning-tree BPDUs of guarded ports.</summary>
    public const string BridgeProtocol = "bpdu";

    /// <summary>Counts frames of guarded ports that are neither ARP nor IP.</summary>
    public const string ForeignProtocol = "foreign_protocol";

    /// <summary>Counts frames to many of guarded ports above their rate.</summary>
    public const string Storm = "storm";

    /// <summary>Counts packets of unknown sources of trusted ports that were not reported, because the port has had all its reports.</summary>
    public const string ReportWithheld = "report_withheld";

    /// <summary>All counters.</summary>
    public static IReadOnlyList<string> Counters { get; } =
    [
        GatewayMacSpoofed, GatewayAddressClaimed, RoutedInsteadOfBridged, GatewayKeptLocal, UnknownVlan,
        UnboundSource, UnboundArp, UnboundNeighbor, RouterMessage, HiddenMessage, ServerMessage, BridgeProtocol, ForeignProtocol, Storm, ReportWithheld,
    ];

    /// <summary>The set that measures, by port, how many frames to many come in.</summary>
    public const string Storms = "storms";

    /// <summary>The set that measures, by port, how many unknown sources of guarded ports are reported.</summary>
    public const string Reporters = "reporters";

    /// <summary>The set that measures, by port, how many new sources of trusted ports are reported.</summary>
    public const string Newcomers = "newcomers";

    /// <summary>Bound hosts of guarded ports with IPv4 addresses: port, MAC, address.</summary>
    public static string Bound4(SegmentId segment) => "bound4_" + segment.Value;

    /// <summary>Bound hosts of guarded ports with IPv6 addresses: port, MAC, address.</summary>
    public static string Bound6(SegmentId segment) => "bound6_" + segment.Value;

    /// <summary>The same as <see cref="Bound6"/>, for rules that look at the target of neighbour discovery: nft has no name for that field and wants a set of its own type.</summary>
    public static string Target6(SegmentId segment) => "target6_" + segment.Value;

    private const string AttachedPrefix = "macs_";

    /// <summary>MACs attached to a segment.</summary>
    public static string Attached(SegmentId segment) => AttachedPrefix + segment.Value;

    /// <summary>Hosts of a segment whose IPv4 packets have been seen: port, MAC, address.</summary>
    public static string Seen4(SegmentId segment) => "seen4_" + segment.Value;

    /// <summary>Hosts of a segment whose IPv6 packets have been seen: port, MAC, address.</summary>
    public static string Seen6(SegmentId segment) => "seen6_" + segment.Value;

    /// <summary>Who of a segment's guarded ports has just sent IPv4 packets without a binding: port, MAC, address.</summary>
    public static string Unknown4(SegmentId segment) => "unknown4_" + segment.Value;

    /// <summary>Who of a segment's guarded ports has just sent IPv6 packets without a binding: port, MAC, address.</summary>
    public static string Unknown6(SegmentId segment) => "unknown6_" + segment.Value;

    /// <summary>IPv4 gateway addresses of a VRF.</summary>
    public static string Gateways4(VrfId vrf) => "gateways4_" + vrf.Value;

    /// <summary>IPv6 gateway addresses of a VRF, link-local ones included.</summary>
    public static string Gateways6(VrfId vrf) => "gateways6_" + vrf.Value;
}
