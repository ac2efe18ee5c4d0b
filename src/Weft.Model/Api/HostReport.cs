namespace Weft.Model;

/// <summary>A host address as a node knows it.</summary>
public sealed record HostReport
{
    /// <summary>The node that tells.</summary>
    public required string Node { get; init; }

    public required string Address { get; init; }

    public required string Mac { get; init; }

    /// <summary>The host's name where the fabric file has it.</summary>
    public string? Name { get; init; }

    public required string Vrf { get; init; }

    public required string Subnet { get; init; }

    /// <summary>The node where the host is.</summary>
    public required string At { get; init; }

    /// <summary>The port there; null where only that node knows.</summary>
    public string? Port { get; init; }

    /// <summary>"confirmed", "tentative", "suspect", "elsewhere", "remote" or "duplicate".</summary>
    public required string State { get; init; }

    /// <summary>What proved it; null for hosts of other nodes.</summary>
    public string? Evidence { get; init; }

    public required uint Epoch { get; init; }

    public required uint Moves { get; init; }

    /// <summary>When it came into this state; null for hosts of other nodes that have no history here.</summary>
    public DateTimeOffset? Since { get; init; }

    public double? SinceSeconds { get; init; }
}
