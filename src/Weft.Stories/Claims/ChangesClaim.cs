namespace Weft.Stories;

/// <summary>The BGP of a router has changed at most so many best routes since it was watched, however briefly each change lasted.</summary>
public sealed record ChangesClaim(string Id, string Router, int Limit) : Claim(Id)
{
    public override string Subject => Router;
}
