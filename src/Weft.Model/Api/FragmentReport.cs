namespace Weft.Model;

/// <summary>One of a node's own LSPs and what is in it.</summary>
public sealed record FragmentReport
{
    public required string Node { get; init; }

    /// <summary>"leaf1.00-05", or "leaf1+1.00-05" for one of its first virtual system: the name of the system, pseudonode and number.</summary>
    public required string Lsp { get; init; }

    /// <summary>Counted through the node's systems: 0 to 255 of the node itself, 256 to 511 of its first virtual system, and so on.</summary>
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
