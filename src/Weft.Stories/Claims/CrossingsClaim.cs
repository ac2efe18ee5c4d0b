using Weft.Wire;

namespace Weft.Stories;

/// <summary>A packet crosses between sites at most so often, or exactly so often.</summary>
public sealed record CrossingsClaim(string Id, Pair Pair, AddressFamily Family, int Limit) : Claim(Id)
{
    /// <summary>True when fewer crossings are wrong too.</summary>
    public bool IsExact { get; init; }

    public override string Subject => Pair.ToString();
}
