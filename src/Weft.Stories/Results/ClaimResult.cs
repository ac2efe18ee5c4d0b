using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>A measured claim.</summary>
public sealed record ClaimResult
{
    public required Claim Claim { get; init; }

    /// <summary>Where the claim stands: its file and line.</summary>
    public required string Place { get; init; }

    public required bool Holds { get; init; }

    /// <summary>What is measured, in a word or two: "longest gap".</summary>
    public required string What { get; init; }

    /// <summary>What came out, with its unit.</summary>
    public required string Measured { get; init; }

    /// <summary>The limit, with its unit; empty where only yes or no counts.</summary>
    public required string Limit { get; init; }

    /// <summary>The measured number, for programs; null where it is none.</summary>
    public double? Value { get; init; }

    /// <summary>The way of the packet that was measured; null where none was.</summary>
    public ForwardingPath? Path { get; init; }

    /// <summary>Counted from the last act of the story, when the claim became true; null when it was so at the first look, or never.</summary>
    public TimeSpan? TrueAfter { get; init; }

    /// <summary>Further lines for a reader who wants to know why: before, expected, got.</summary>
    public ImmutableArray<string> Details { get; init; } = [];
}
