using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>One link and eBGP session between an edge and an outside router.</summary>
public sealed record OutsideSession
{
    /// <summary>The edge's end.</summary>
    public required LinkEnd Edge { get; init; }

    /// <summary>The router's own interface name on this link.</summary>
    public required string RouterPort { get; init; }

    /// <summary>The router's addresses on this link, one per family.</summary>
    public required ImmutableArray<GatewayAddress> RouterAddresses { get; init; }

    /// <summary>The edge's addresses on this link, one per family.</summary>
    public required ImmutableArray<GatewayAddress> EdgeAddresses { get; init; }

    /// <summary>What the edge announces over this session.</summary>
    public AnnouncePolicy Announce { get; init; } = AnnouncePolicy.All;
}
