using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>Whether a node gives way to others, and what would be cut off if it went away now, as it knows itself.</summary>
public sealed record DrainReport
{
    public required string Node { get; init; }

    /// <summary>"serving", "draining", "drained" or "undraining".</summary>
    public required string State { get; init; }

    /// <summary>Since when; null when it was never drained in this life of the daemon.</summary>
    public DateTimeOffset? Since { get; init; }

    public double? SinceSeconds { get; init; }

    /// <summary>What its links and prefixes are dearer by.</summary>
    public required uint Burden { get; init; }

    /// <summary>Neighbours that have not acknowledged what it announces.</summary>
    public required ImmutableArray<string> WaitsFor { get; init; }

    /// <summary>Nodes that would be cut off from the rest without it, those that stay together in a row.</summary>
    public required ImmutableArray<ImmutableArray<string>> CutOff { get; init; }

    /// <summary>Hosts that are at the node, or at one that would be cut off with it.</summary>
    public required ImmutableArray<HostReport> Hosts { get; init; }

    /// <summary>Prefixes that nobody else announces, "prefix" or "prefix in VRF".</summary>
    public required ImmutableArray<string> Prefixes { get; init; }

    /// <summary>Routers outside of the fabric that are told by a worse metric; whether they have turned away only they know.</summary>
    public required ImmutableArray<string> Outside { get; init; }

    /// <summary>Nodes that still go through it although they have another way, where a client asked the others; null where it did not.</summary>
    public ImmutableArray<string>? Through { get; init; }
}
