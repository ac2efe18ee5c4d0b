using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Of many flows to hosts, this share does not arrive.</summary>
public sealed record UnreachedClaim(string Id, string From, ImmutableArray<string> Hosts, int Flows, Fraction Expected, double Tolerance)
    : ShareClaim(Id, From, Hosts, Flows, Expected, Tolerance);
