using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>What one node or outside router was told of, and where it would send packets: "10.1.0.12/32 -> spine1".</summary>
public sealed record NodeTable
{
    /// <summary>A node or an outside router.</summary>
    public required string Node { get; init; }

    /// <summary>A line for each destination of the default VRF, sorted.</summary>
    public required IReadOnlyList<string> Routes { get; init; }

    /// <summary>The tables of all nodes and outside routers at this moment, in the order of the fabric file.</summary>
    public static IReadOnlyList<NodeTable> Read(Fabric fabric, IFabricTables tables) =>
        [.. fabric.Nodes.Select(node => node.Name).Concat(fabric.Outside.Select(router => router.Name)).Select(name => Read(name, tables.RoutesOf(name)))];

    private static NodeTable Read(string name, INodeRoutes routes) => new()
    {
        Node = name,
        Routes = [.. routes.Told.Distinct().Order().Select(prefix => $"{prefix} -> {Ways(routes, prefix)}")],
    };

    private static string Ways(INodeRoutes routes, IpPrefix prefix)
    {
        string[] next = [.. routes.NextFor(prefix.Address).Order(StringComparer.Ordinal)];
        return next.Length == 0 ? "nowhere" : string.Join(", ", next);
    }
}
