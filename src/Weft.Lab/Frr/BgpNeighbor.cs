using Weft.Wire;

namespace Weft.Lab;

/// <summary>A BGP peer: its address on the link and its autonomous system.</summary>
internal readonly record struct BgpNeighbor(IpAddress Address, uint AsNumber);
