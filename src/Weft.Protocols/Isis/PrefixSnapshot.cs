using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>A prefix that others announce, for <c>weft show isis routes</c>. Hosts have claims instead.</summary>
/// <param name="Key">VRF and prefix.</param>
/// <param name="Cost">Of the shortest path to the best origins, their metric included; <see cref="uint.MaxValue"/>: unreachable.</param>
/// <param name="Origins">The best origins, in the order of system ids; none when unreachable or announced by this node itself.</param>
/// <param name="OtherOrigins">Origins that are farther away or unreachable.</param>
public readonly record struct PrefixSnapshot(RouteKey Key, uint Cost, IReadOnlyList<SystemId> Origins, IReadOnlyList<SystemId> OtherOrigins);
