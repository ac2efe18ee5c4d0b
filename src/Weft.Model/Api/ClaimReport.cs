namespace Weft.Model;

/// <summary>One node's claim of an address, and how it fares.</summary>
public sealed record ClaimReport
{
    public required string Origin { get; init; }

    public required uint Epoch { get; init; }

    public required string Mac { get; init; }

    public required bool Tentative { get; init; }

    /// <summary>"wins", "shares", "unreachable", "tentative", "lower epoch" or "higher system id".</summary>
    public required string Verdict { get; init; }
}
