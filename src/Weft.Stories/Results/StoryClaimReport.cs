namespace Weft.Stories;

/// <summary>A measured claim for programs.</summary>
public sealed record StoryClaimReport
{
    public required string Id { get; init; }

    public required string Subject { get; init; }

    public required string What { get; init; }

    public required string Measured { get; init; }

    /// <summary>The measured number in the unit of <see cref="Measured"/>; absent where it is none.</summary>
    public double? Value { get; init; }

    public required string Limit { get; init; }

    public required bool Holds { get; init; }

    public double? TrueAfterSeconds { get; init; }

    /// <summary>File and line of the claim.</summary>
    public required string Place { get; init; }

    /// <summary>The way of the packet that was measured, "vm-a - leaf1 - vm-c"; absent where none was.</summary>
    public string? Path { get; init; }

    public required IReadOnlyList<string> Details { get; init; }

    public static StoryClaimReport Of(ClaimResult result) => new()
    {
        Id = result.Claim.Id,
        Subject = result.Claim.Subject,
        What = result.What,
        Measured = result.Measured,
        Value = result.Value,
        Limit = result.Limit,
        Holds = result.Holds,
        TrueAfterSeconds = result.TrueAfter?.TotalSeconds,
        Place = result.Place,
        Path = result.Path?.ToString(),
        Details = result.Details,
    };
}
