using Weft.Model;

namespace Weft.Cli;

/// <summary>The way of a frame along the leaves of a bridged subnet, by the cables that carry its VLAN.</summary>
internal static class BridgedWay
{
    /// <summary>The ends of the cables by which a frame leaves each leaf on its way; empty within one leaf, null when no cables lead there.</summary>
    public static IReadOnlyList<LinkEnd>? Find(Fabric fabric, Subnet subnet, string from, string to)
    {
        Dictionary<string, List<LinkEnd>> ways = new() { [from] = [] };
        Queue<string> next = new([from]);
        while (next.TryDequeue(out string? node) && node != to)
        {
            foreach (FabricLink link in fabric.Links.Where(link => link.Bridges.Contains(subnet)))
            {
                (LinkEnd near, LinkEnd far) = link.A.Node == node ? (link.A, link.B) : (link.B, link.A);
                if (near.Node == node && ways.TryAdd(far.Node, [.. ways[node], near]))
                {
                    next.Enqueue(far.Node);
                }
            }
        }

        return ways.GetValueOrDefault(to);
    }
}
