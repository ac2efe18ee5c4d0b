using Weft.Model;

namespace Weft.Simulation;

/// <summary>What is joined to what at this moment, by links that carry frames both ways and nodes that have power; and how far it is.</summary>
internal sealed class Reach
{
    private readonly Dictionary<string, List<(string Node, uint Metric)>> _next = [];
    private readonly HashSet<string> _dark = [];

    /// <summary>Looks at the world as it is.</summary>
    public static Reach Of(FuzzScene scene)
    {
        Reach reach = new();
        foreach (FabricNode node in scene.Fabric.Nodes)
        {
            reach._next.Add(node.Name, []);
            if (!scene.World.Node(node.Name).HasPower)
            {
                reach._dark.Add(node.Name);
            }
        }

        foreach (FabricLink link in scene.Fabric.Links.Where(link => link.IsRouted))
        {
            SimLink cable = scene.World.Link(link.A.Node, link.B.Node);
            if (cable.HasCarrier && !cable.Forward.IsSilent && scene.World.Node(link.A.Node).HasPower && scene.World.Node(link.B.Node).HasPower)
            {
                reach._next[link.A.Node].Add((link.B.Node, link.Metric));
                reach._next[link.B.Node].Add((link.A.Node, link.Metric));
            }
        }

        return reach;
    }

    /// <summary>True when two hosts have a way to each other. Two hosts of one bridged subnet need the bridged links, which are not looked at: they have none.</summary>
    public bool Joins(HostTruth a, HostTruth b) =>
        a.Host.Place is LinkEnd from && b.Host.Place is LinkEnd to && a.Origin.Subnet.Scope == SubnetScope.Routed && b.Origin.Subnet.Scope == SubnetScope.Routed
        && !_dark.Contains(to.Node) && DistancesTo(to.Node).ContainsKey(from.Node);

    /// <summary>How far it is to a node from each that reaches it.</summary>
    public Dictionary<string, uint> DistancesTo(string node)
    {
        Dictionary<string, uint> distances = new() { [node] = 0 };
        PriorityQueue<string, uint> open = new();
        open.Enqueue(node, 0);
        while (open.TryDequeue(out string? at, out uint distance))
        {
            if (distance > distances[at])
            {
                continue;
            }

            foreach ((string next, uint metric) in _next[at])
            {
                uint way = distance + metric;
                if (way < distances.GetValueOrDefault(next, uint.MaxValue))
                {
                    distances[next] = way;
                    open.Enqueue(next, way);
                }
            }
        }

        return distances;
    }

    /// <summary>The metric from a node to its neighbour; the smallest where several links join them.</summary>
    public uint Metric(string from, string to)
    {
        uint best = uint.MaxValue;
        foreach ((string node, uint metric) in _next[from])
        {
            best = node == to && metric < best ? metric : best;
        }

        return best;
    }
}
