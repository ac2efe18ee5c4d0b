namespace Weft.Model;

/// <summary>A segment: the set of ports over which one VLAN is bridged, unique in the fabric. The high half names the subnet,
/// the low half the leaf (routed scope) or the site with the top bit set (bridged scope).</summary>
public readonly record struct SegmentId(uint Value) : IComparable<SegmentId>
{
    public static SegmentId None => default;

    /// <summary>The segment of a routed subnet on one leaf. Indices are those of the fabric, from 1.</summary>
    public static SegmentId Routed(int subnetIndex, int nodeIndex) => new(((uint)subnetIndex << 16) | ((uint)nodeIndex & 0x7FFF));

    /// <summary>The segment of a bridged subnet in one site. Indices are those of the fabric, from 1.</summary>
    public static SegmentId Bridged(int subnetIndex, int siteIndex) => new(((uint)subnetIndex << 16) | 0x8000u | ((uint)siteIndex & 0x7FFF));

    /// <summary>The subnet's index in the fabric, from 1.</summary>
    public int SubnetIndex => (int)(Value >> 16);

    public int CompareTo(SegmentId other) => Value.CompareTo(other.Value);

    public override string ToString() => $"{Value >> 16}.{((Value & 0x8000) != 0 ? "s" : "n")}{Value & 0x7FFF}";
}
