using Weft.Wire;

namespace Weft.Model;

/// <summary>A destination in a VRF; in the order of VRFs and, within one, of prefixes.</summary>
public readonly record struct RouteKey(VrfId Vrf, IpPrefix Prefix) : IComparable<RouteKey>
{
    public int CompareTo(RouteKey other)
    {
        int byVrf = Vrf.CompareTo(other.Vrf);
        return byVrf != 0 ? byVrf : Prefix.CompareTo(other.Prefix);
    }
}
