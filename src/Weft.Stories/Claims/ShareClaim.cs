using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Of many flows from one host or client to hosts, a share has some property.</summary>
/// <param name="Id">See <see cref="Claim"/>.</param>
/// <param name="From">Who sends.</param>
/// <param name="Hosts">Who receives; each gets an equal part of the flows.</param>
/// <param name="Flows">How many flows.</param>
/// <param name="Expected">The share.</param>
/// <param name="Tolerance">How far from it the measured share may be.</param>
public abstract record ShareClaim(string Id, string From, ImmutableArray<string> Hosts, int Flows, Fraction Expected, double Tolerance) : Claim(Id)
{
    public override string Subject => $"{From} -> {string.Join(", ", Hosts)}";
}
