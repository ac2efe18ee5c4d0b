namespace Weft.Model;

/// <summary>One of a node's own LSPs and what is in it.</summary>
public sealed record FragmentReport
{
    public required string Node { get; init; }

    public required int Number { get; init; }

    public required uint Sequence { get; init; }

    public required int Length { get; init; }

    /// <summary>Octets that an LSP of this fabric may have.</summary>
    public required int Capacity { get; init; }

    public required int Links { get; init; }

    public required int Prefixes { get; init; }

    public required int Claims { get; init; }

    /// <summary>Until the next version without a change.</summary>
    public double? RefreshSeconds { get; init; }
}
