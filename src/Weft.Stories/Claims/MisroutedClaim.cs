using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Of many flows to hosts, this share meets a leaf that the host is not at.</summary>
public sealed record MisroutedClaim(string Id, string From, ImmutableArray<string> Hosts, int Flows, Fraction Expected, double Tolerance)
    : ShareClaim(Id, From, Hosts, Flows, Expected, Tolerance);
