using Weft.Wire;

namespace Weft.Model;

/// <summary>A route that another daemon (FRR at the rim) put into the kernel or took out; edges announce it into the fabric.</summary>
public readonly record struct ForeignRoute(VrfId Vrf, IpPrefix Prefix, uint Metric, bool Present);
