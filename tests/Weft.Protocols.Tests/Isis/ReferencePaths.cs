using Weft.Model;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Shortest paths as simply as they can be computed.</summary>
internal static class ReferencePaths
{
    public const long Infinite = long.MaxValue / 4;

    public static long[,] Distances(int count, IReadOnlyList<TestLink> links, IReadOnlySet<int> cut)
    {
        long[,] distance = new long[count, count];
        for (int a = 0; a < count; a++)
        {
            for (int b = 0; b < count; b++)
            {
                distance[a, b] = a == b ? 0 : Infinite;
            }
        }

        for (int i = 0; i < links.Count; i++)
        {
            if (!cut.Contains(i))
            {
                (int a, int b, uint metric) = links[i];
                distance[a, b] = distance[b, a] = Math.Min(distance[a, b], metric);
            }
        }

        for (int k = 0; k < count; k++)
        {
            for (int a = 0; a < count; a++)
            {
                for (int b = 0; b < count; b++)
                {
                    distance[a, b] = Math.Min(distance[a, b], distance[a, k] + distance[k, b]);
                }
            }
        }

        return distance;
    }

    public static NextHop[] NextHops(IsisNetwork network, IReadOnlyList<TestLink> links, IReadOnlySet<int> cut, long[,] distance, int from, int to)
    {
        List<NextHop> hops = [];
        for (int i = 0; i < links.Count; i++)
        {
            TestLink link = links[i];
            if (cut.Contains(i) || (link.A != from && link.B != from))
            {
                continue;
            }

            int neighbor = link.A == from ? link.B : link.A;
            if (link.Metric + distance[neighbor, to] == distance[from, to])
            {
                hops.Add(new NextHop(network.PortOf(from, i), IsisPlans.LinkLocal(neighbor, network.PortOf(neighbor, i).Value)));
            }
        }

        return [.. hops.Order()];
    }
}
