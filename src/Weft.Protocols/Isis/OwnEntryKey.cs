using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Names something that this node announces. The order is that of the TLVs in a fragment.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Vrf">Of a prefix or claim.</param>
/// <param name="Prefix">Of a prefix or claim.</param>
/// <param name="Link">The neighbour at the other end of a link.</param>
/// <param name="Circuit">The circuit id of a link; parallel links differ by it.</param>
internal readonly record struct OwnEntryKey(ReachKind Kind, VrfId Vrf, IpPrefix Prefix, IsisNodeId Link, uint Circuit) : IComparable<OwnEntryKey>
{
    public AddressFamily Family => Prefix.Family;

    public bool IsLink => Kind is ReachKind.Link or ReachKind.Ipv6Link;

    /// <summary>The TLV that carries it; for IPv6 prefixes, where IPv6 has no topology of its own.</summary>
    public IsisTlvType Tlv => this switch
    {
        { Kind: ReachKind.Link } => IsisTlvType.ExtendedIsReach,
        { Kind: ReachKind.Ipv6Link } => IsisTlvType.MultiTopologyIsReach,
        { Vrf.Value: not 0 } => IsisTlvType.Experimental,
        { Family: AddressFamily.Ipv6 } => IsisTlvType.Ipv6Reach,
        _ => IsisTlvType.ExtendedIpReach,
    };

    public static OwnEntryKey ForLink(Graph graph, IsisNodeId neighbor, uint circuit) =>
        new(graph == Graph.Ipv6 ? ReachKind.Ipv6Link : ReachKind.Link, default, default, neighbor, circuit);

    public static OwnEntryKey ForPrefix(VrfId vrf, IpPrefix prefix) => new(ReachKind.Prefix, vrf, prefix, default, 0);

    public static OwnEntryKey ForClaim(HostKey key) => new(ReachKind.Claim, key.Vrf, IpPrefix.Host(key.Address), default, 0);

    public int CompareTo(OwnEntryKey other)
    {
        int order = Tlv.CompareTo(other.Tlv);
        order = order != 0 ? order : Vrf.CompareTo(other.Vrf);
        order = order != 0 ? order : Prefix.CompareTo(other.Prefix);
        order = order != 0 ? order : Kind.CompareTo(other.Kind);
        order = order != 0 ? order : Link.CompareTo(other.Link);
        return order != 0 ? order : Circuit.CompareTo(other.Circuit);
    }

    public override string ToString() => IsLink ? $"link to {Link}" : new RouteKey(Vrf, Prefix).ToString();
}
