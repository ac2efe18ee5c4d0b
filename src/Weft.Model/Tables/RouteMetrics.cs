using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The priorities that a node gives its kernel routes where the rim's routing daemon reads them. The daemon announces a route by
/// its priority and uses it as MED, so these numbers stand in its configuration and never change their meaning.</summary>
public static class RouteMetrics
{
    /// <summary>Hosts and prefixes whose nearest origin is in the node's own site.</summary>
    public const uint SameSite = 100;

    /// <summary>Hosts and prefixes that are in other sites only.</summary>
    public const uint OtherSite = 200;

    /// <summary>Added at a drained node, so that the outside prefers another edge.</summary>
    public const uint Drained = 1_000;

    /// <summary>Added to what must not leave the fabric. Far above the others, so that no sum with it is one without.</summary>
    public const uint Private = 10_000;

    /// <summary>
    /// Added to a prefix that is not of the fabric. zebra reads the top octet of a kernel route's priority as its administrative distance:
    /// an edge that hears the prefix from outside itself (eBGP, 20) must not be overruled by the fabric.
    /// </summary>
    public const uint ForeignDistance = 200u << 24;

    /// <summary>What may leave the fabric has one of these.</summary>
    public static ImmutableArray<uint> Announced { get; } = [SameSite, OtherSite, SameSite + Drained, OtherSite + Drained];
}
