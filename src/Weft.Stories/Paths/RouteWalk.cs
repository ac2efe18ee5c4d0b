using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Follows the routes of all nodes at one moment: a check of tables, where <see cref="IStoryView.Trace(Pair, AddressFamily, int, TimeSpan)"/> checks packets.</summary>
public sealed class RouteWalk(IReadOnlyDictionary<string, INodeRoutes> nodes)
{
    /// <summary>Reads every node of a fabric.</summary>
    public static RouteWalk Read(Fabric fabric, IFabricTables tables) => new(fabric.Nodes.ToDictionary(node => node.Name, node => tables.RoutesOf(node.Name)));

    public IReadOnlyDictionary<string, INodeRoutes> Nodes => nodes;

    /// <summary>The nodes where a packet that starts at <paramref name="node"/> may end; "loop" or "dropped" among them when it may.</summary>
    public ImmutableSortedSet<string> EndsOf(string node, IpAddress address, VrfId vrf = default)
    {
        ImmutableSortedSet<string>.Builder ends = ImmutableSortedSet.CreateBuilder<string>(StringComparer.Ordinal);
        Follow(node, address, vrf, [], ends);
        return ends.ToImmutable();
    }

    /// <summary>The nodes from which a packet to the address may end anywhere but at <paramref name="wanted"/>.</summary>
    public ImmutableArray<string> NodesNotEndingAt(string wanted, IpAddress address, VrfId vrf = default) =>
        [.. nodes.Keys.Order(StringComparer.Ordinal).Where(node => EndsOf(node, address, vrf) is not [string only] || only != wanted)];

    private void Follow(string node, IpAddress address, VrfId vrf, HashSet<string> visited, ImmutableSortedSet<string>.Builder ends)
    {
        if (!nodes.TryGetValue(node, out INodeRoutes? routes))
        {
            ends.Add(node);
            return;
        }

        if (!visited.Add(node))
        {
            ends.Add("loop");
            return;
        }

        ImmutableArray<string> next = routes.NextFor(address, vrf);
        if (next.IsEmpty)
        {
            ends.Add("dropped");
        }

        foreach (string hop in next)
        {
            if (hop == node)
            {
                ends.Add(node);
            }
            else
            {
                Follow(hop, address, vrf, visited, ends);
            }
        }

        visited.Remove(node);
    }
}
