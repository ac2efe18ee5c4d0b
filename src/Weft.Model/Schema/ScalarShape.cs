using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A scalar of one kind.</summary>
public sealed record ScalarShape : Shape
{
    public required ScalarKind Kind { get; init; }

    /// <summary>Numbers: the smallest value. Durations: the shortest, in milliseconds.</summary>
    public long Minimum { get; init; }

    /// <summary>Numbers: the largest value. Durations: the longest, in milliseconds.</summary>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>The words of a choice.</summary>
    public ImmutableArray<string> Choices { get; init; } = [];

    /// <summary>A JSON Schema pattern that accepts what the parser accepts; looser only for addresses.</summary>
    public string? Pattern { get; init; }

    /// <summary>An example value.</summary>
    public string Example { get; init; } = "";
}
