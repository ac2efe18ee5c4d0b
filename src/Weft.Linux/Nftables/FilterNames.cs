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

    /// <summary>All counters.</summary>
    public static IReadOnlyList<string> Counters { get; } =
        [GatewayMacSpoofed, GatewayAddressClaimed, RoutedInsteadOfBridged, GatewayKeptLocal, UnknownVlan];

    private const string AttachedPrefix = "macs_";

    /// <summary>MACs attached to a segment.</summary>
    public static string Attached(SegmentId segment) => AttachedPrefix + segment.Value;

    /// <summary>Hosts of a segment whose IPv4 packets have been seen: port, MAC, address.</summary>
    public static string Seen4(SegmentId segment) => "seen4_" + segment.Value;

    /// <summary>Hosts of a segment whose IPv6 packets have been seen: port, MAC, address.</summary>
    public static string Seen6(SegmentId segment) => "seen6_" + segment.Value;

    /// <summary>IPv4 gateway addresses of a VRF.</summary>
    public static string Gateways4(VrfId vrf) => "gateways4_" + vrf.Value;

    /// <summary>IPv6 gateway addresses of a VRF, link-local ones included.</summary>
    public static string Gateways6(VrfId vrf) => "gateways6_" + vrf.Value;
}
