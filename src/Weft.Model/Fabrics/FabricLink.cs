using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A link between two nodes. Routed links carry IS-IS; bridged links carry the VLANs of bridged subnets.</summary>
public sealed record FabricLink
{
    public required LinkEnd A { get; init; }

    public required LinkEnd B { get; init; }

    /// <summary>IS-IS wide metric, 1 to 2^24-2.</summary>
    public required uint Metric { get; init; }

    /// <summary>How BFD runs; null where it does not.</summary>
    public BfdTiming? Bfd { get; init; }

    /// <summary>True when the ends are in different sites.</summary>
    public required bool IsInterconnect { get; init; }

    /// <summary>Subnets bridged over this link; empty for a routed link.</summary>
    public ImmutableArray<Subnet> Bridges { get; init; } = [];

    public bool IsRouted => Bridges.IsEmpty;

    /// <summary>"leaf1-spine1".</summary>
    public string Name => $"{A.Node}-{B.Node}";
}
