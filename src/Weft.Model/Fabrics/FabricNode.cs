using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>A switch or router that runs <c>weftd</c>.</summary>
public sealed record FabricNode
{
    public required string Name { get; init; }

    /// <summary>Position in the fabric file, from 1; part of derived identifiers.</summary>
    public required int Index { get; init; }

    public required Site Site { get; init; }

    public required NodeRole Role { get; init; }

    public required SystemId SystemId { get; init; }

    /// <summary>Router id and source of the node's own traffic.</summary>
    public required IpAddress Loopback4 { get; init; }

    public required IpAddress Loopback6 { get; init; }

    public required ImmutableArray<FabricPort> Ports { get; init; }
}
