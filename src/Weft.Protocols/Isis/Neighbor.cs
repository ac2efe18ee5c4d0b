using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>What a neighbour's hellos said of it.</summary>
/// <param name="System">Its system id.</param>
/// <param name="Mac">The source of its frames.</param>
/// <param name="LinkLocal">Its IPv6 link-local address (TLV 232), or unspecified.</param>
/// <param name="Ipv4">Its IPv4 interface address (TLV 132), or 0.0.0.0.</param>
/// <param name="CircuitId">Its extended circuit id, to be echoed; null when it sends none.</param>
internal readonly record struct Neighbor(SystemId System, MacAddress Mac, IpAddress LinkLocal, IpAddress Ipv4, uint? CircuitId)
{
    /// <summary>The address that packets are handed to: link-local where there is one, for both families.</summary>
    public IpAddress Gateway => LinkLocal.IsIpv6 && !LinkLocal.IsUnspecified ? LinkLocal : Ipv4;
}
