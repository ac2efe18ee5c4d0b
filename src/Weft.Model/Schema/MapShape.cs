namespace Weft.Model;

/// <summary>A mapping from names that the user chooses to values of one shape.</summary>
public sealed record MapShape : Shape
{
    /// <summary>The shape of the names.</summary>
    public required ScalarShape Key { get; init; }

    public required Shape Value { get; init; }

    /// <summary>Fewest entries.</summary>
    public int Minimum { get; init; }
}
