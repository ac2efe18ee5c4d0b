using Weft.Wire;

namespace Weft.Stories;

/// <summary>A packet crosses between sites at most so often.</summary>
public sealed record CrossingsClaim(string Id, Pair Pair, AddressFamily Family, int Limit) : Claim(Id)
{
    public override string Subject => Pair.ToString();
}
