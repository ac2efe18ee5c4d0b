namespace Weft.Stories;

/// <summary>A TCP connection is still the same one, every octet arrived, and the longest wait is within the limit.</summary>
public sealed record StreamClaim(string Id, string Stream, TimeSpan Limit) : Claim(Id)
{
    public override string Subject => Stream;
}
