using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>An LSP in a node's link-state database.</summary>
public sealed record LspReport
{
    /// <summary>The node that tells.</summary>
    public required string Node { get; init; }

    /// <summary>"leaf1.00-00": the name of its system where one is known, pseudonode and number.</summary>
    public required string Lsp { get; init; }

    /// <summary>"0000.0000.0001.00-00".</summary>
    public required string Id { get; init; }

    public required uint Sequence { get; init; }

    /// <summary>Four hexadecimal digits.</summary>
    public required string Checksum { get; init; }

    public required int Length { get; init; }

    /// <summary>Seconds until it ages out; 0 for a purge.</summary>
    public required double LifetimeSeconds { get; init; }

    /// <summary>The node's own.</summary>
    public required bool Own { get; init; }

    public required bool Purge { get; init; }

    /// <summary>Nobody routes through its system.</summary>
    public required bool Overload { get; init; }

    /// <summary>The whole LSP line by line, where the request asked for detail.</summary>
    public ImmutableArray<string>? Detail { get; init; }
}
