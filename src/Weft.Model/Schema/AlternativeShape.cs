namespace Weft.Model;

/// <summary>One of several shapes, told apart by what stands there: a scalar, a list or a mapping. At most one of each, so a fault has one cause.</summary>
public sealed record AlternativeShape : Shape
{
    public ScalarShape? Scalar { get; init; }

    public ListShape? List { get; init; }

    /// <summary>A <see cref="MapShape"/> or an <see cref="ObjectShape"/>.</summary>
    public Shape? Mapping { get; init; }
}
