using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>A host that the lab and the simulator start. Real fabrics need not list any.</summary>
public sealed record FabricHost
{
    public required string Name { get; init; }

    public required MacAddress Mac { get; init; }

    /// <summary>The subnet its addresses belong to.</summary>
    public required Subnet Subnet { get; init; }

    /// <summary>Its own addresses with the subnet's prefix length, IPv4 first.</summary>
    public required ImmutableArray<GatewayAddress> Addresses { get; init; }

    /// <summary>Where it starts; null when it starts unplugged.</summary>
    public required LinkEnd? At { get; init; }
}
