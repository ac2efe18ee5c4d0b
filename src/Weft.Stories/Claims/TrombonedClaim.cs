using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Of many flows to hosts, this share crosses between sites although it need not, or more often than it must.</summary>
public sealed record TrombonedClaim(string Id, string From, ImmutableArray<string> Hosts, int Flows, Fraction Expected, double Tolerance)
    : ShareClaim(Id, From, Hosts, Flows, Expected, Tolerance);
