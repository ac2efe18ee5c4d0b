using Weft.Wire;

namespace Weft.Model;

/// <summary>A neighbour that packets are handed to: the port and the neighbour's address there (an IPv6 link-local address on
/// unnumbered fabric links, for both families).</summary>
public readonly record struct NextHop(PortIndex Port, IpAddress Gateway) : IComparable<NextHop>
{
    public int CompareTo(NextHop other)
    {
        int byPort = Port.CompareTo(other.Port);
        return byPort != 0 ? byPort : Gateway.CompareTo(other.Gateway);
    }

    public override string ToString() => $"{Gateway}%{Port}";
}
