using Weft.Wire;

namespace Weft.Model;

/// <summary>A destination in a VRF.</summary>
public readonly record struct RouteKey(VrfId Vrf, IpPrefix Prefix);
