using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a link-state routing protocol of the routers of a classic network would come to: shortest paths to the prefixes of subnets, which every gateway
/// tells of at the same worth, and to what edges heard outside.</summary>
internal static class RouteComputation
{
    private const uint Unreachable = uint.MaxValue;

    /// <summary>Gives each router its routes.</summary>
    public static void Run(Fabric fabric, IReadOnlyList<ClassicNode> nodes)
    {
        List<Edge>[] edges = EdgesOf(fabric, nodes);
        uint[][] costs = [.. nodes.Select((_, index) => CostsTo(index, edges))];
        SortedDictionary<IpPrefix, List<int>> origins = [];
        for (int index = 0; index < nodes.Count; index++)
        {
            foreach (IpPrefix prefix in nodes[index].Originates())
            {
                if (!origins.TryGetValue(prefix, out List<int>? at))
                {
                    origins[prefix] = at = [];
                }

                at.Add(index);
            }
        }

        for (int index = 0; index < nodes.Count; index++)
        {
            nodes[index].Router.Routes = RoutesOf(index, nodes, edges, costs, origins);
        }
    }

    private static ClassicRoutes RoutesOf(
        int self, IReadOnlyList<ClassicNode> nodes, List<Edge>[] edges, uint[][] costs, SortedDictionary<IpPrefix, List<int>> origins)
    {
        ClassicRoutes routes = new();
        foreach ((IpPrefix prefix, List<int> at) in origins)
        {
            if (nodes[self].Router.ForeignHop(prefix) is ClassicHop foreign)
            {
                routes.Set(prefix, new ClassicRoute(0, [foreign]));
                continue;
            }

            uint best = at.Min(origin => costs[origin][self]);
            if (best == Unreachable)
            {
                continue;
            }

            List<ClassicHop> hops = [];
            foreach (Edge edge in edges[self])
            {
                if (at.Exists(origin => costs[origin][self] == best && costs[origin][edge.To] != Unreachable && costs[origin][edge.To] + edge.Cost == best))
                {
                    hops.Add(new ClassicHop(edge.Port, edge.Mac));
                }
            }

            routes.Set(prefix, new ClassicRoute(best, [.. hops]));
        }

        return routes;
    }

    private static List<Edge>[] EdgesOf(Fabric fabric, IReadOnlyList<ClassicNode> nodes)
    {
        List<Edge>[] edges = [.. nodes.Select(_ => new List<Edge>())];
        Dictionary<string, int> numbers = nodes.Select((node, index) => (node.Name, index)).ToDictionary(item => item.Name, item => item.index);
        foreach (FabricLink link in fabric.Links)
        {
            (int a, int b) = (numbers[link.A.Node], numbers[link.B.Node]);
            PortIndex portA = nodes[a].Plan.FindPort(link.A.Port)!.Index;
            PortIndex portB = nodes[b].Plan.FindPort(link.B.Port)!.Index;
            if (nodes[a].IsRouter && nodes[b].IsRouter && nodes[a].HasCarrier(portA) && nodes[b].HasCarrier(portB))
            {
                edges[a].Add(new Edge(b, link.Metric, portA, nodes[b].MacOf(portB)));
                edges[b].Add(new Edge(a, link.Metric, portB, nodes[a].MacOf(portA)));
            }
        }

        return edges;
    }

    private static uint[] CostsTo(int origin, List<Edge>[] edges)
    {
        uint[] costs = new uint[edges.Length];
        Array.Fill(costs, Unreachable);
        PriorityQueue<int, (uint Cost, int Node)> next = new();
        costs[origin] = 0;
        next.Enqueue(origin, (0, origin));
        while (next.TryDequeue(out int node, out (uint Cost, int Node) key))
        {
            if (key.Cost != costs[node])
            {
                continue;
            }

            foreach (Edge edge in edges[node])
            {
                uint cost = key.Cost + edge.Cost;
                if (cost < costs[edge.To])
                {
                    costs[edge.To] = cost;
                    next.Enqueue(edge.To, (cost, edge.To));
                }
            }
        }

        return costs;
    }

    private readonly record struct Edge(int To, uint Cost, PortIndex Port, MacAddress Mac);
}
