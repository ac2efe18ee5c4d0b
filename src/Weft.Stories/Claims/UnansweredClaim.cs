using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Of many requests to hosts or clients, each of a flow of its own, this share gets no answer: what a firewall does that sees one direction only.</summary>
public sealed record UnansweredClaim(string Id, string From, ImmutableArray<string> Hosts, int Flows, Fraction Expected, double Tolerance)
    : ShareClaim(Id, From, Hosts, Flows, Expected, Tolerance);
