namespace Weft.Model;

/// <summary>A list of one shape.</summary>
public sealed record ListShape : Shape
{
    public required Shape Item { get; init; }

    /// <summary>Fewest items.</summary>
    public int Minimum { get; init; }
}
