using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Stories;

/// <summary>The way a packet really took, from who sent it to who got it.</summary>
/// <param name="Hops">Sender, nodes and outside routers in order, and the receiver when it arrived.</param>
/// <param name="Arrived">True when the receiver got it.</param>
/// <param name="Interconnects">Positions in <paramref name="Hops"/> whose step to the next hop crossed between sites.</param>
public sealed record ForwardingPath(ImmutableArray<string> Hops, bool Arrived, ImmutableArray<int> Interconnects)
{
    /// <summary>How often it crossed between sites.</summary>
    public int Crossings => Interconnects.Length;

    /// <summary>The nodes between sender and receiver.</summary>
    public ImmutableArray<string> Nodes => Arrived ? Hops[1..^1] : Hops[1..];

    /// <summary>
    /// Orders sightings by their remaining hops. Nodes that bridged the packet leave its hops alone; among equals, the one nearest
    /// to the hop before comes first.
    /// </summary>
    public static ForwardingPath From(Fabric fabric, string from, string to, bool arrived, IEnumerable<Sighting> sightings)
    {
        List<string> hops = [from];
        var left = sightings
            .GroupBy(sighting => sighting.Node)
            .Select(group => (Node: group.Key, First: group.Max(item => item.HopLimit), Last: group.Min(item => item.HopLimit)))
            .OrderByDescending(item => item.First)
            .ThenByDescending(item => item.Last)
            .ThenBy(item => item.Node, StringComparer.Ordinal)
            .ToList();
        while (left.Count > 0)
        {
            byte highest = left[0].First;
            int next = left.FindIndex(item => item.First == highest && AreNeighbors(fabric, hops[^1], item.Node));
            hops.Add(left[Math.Max(0, next)].Node);
            left.RemoveAt(Math.Max(0, next));
        }

        if (arrived)
        {
            hops.Add(to);
        }

        return Along(fabric, [.. hops], arrived);
    }

    /// <summary>The path of a packet that was seen at these places in this order, the sender first and the receiver, if it got it, last.</summary>
    public static ForwardingPath Along(Fabric fabric, ImmutableArray<string> hops, bool arrived)
    {
        ImmutableArray<int> crossings = [.. Enumerable.Range(0, hops.Length - 1).Where(i => IsInterconnect(fabric, hops[i], hops[i + 1]))];
        return new ForwardingPath(hops, arrived, crossings);
    }

    /// <summary>"ext - edge1 =dci= edge2 - spine2 - leaf4 - vm-b".</summary>
    public override string ToString()
    {
        System.Text.StringBuilder text = new(Hops[0]);
        for (int i = 1; i < Hops.Length; i++)
        {
            text.Append(Interconnects.Contains(i - 1) ? " =dci= " : " - ").Append(Hops[i]);
        }

        return Arrived ? text.ToString() : text.Append(" - lost").ToString();
    }

    private static bool AreNeighbors(Fabric fabric, string a, string b) =>
        Links(fabric, a, b).Any()
        || fabric.FindHost(a)?.At?.Node == b
        || fabric.Outside.Any(router =>
            (router.Name == a && router.Sessions.Any(session => session.Edge.Node == b))
            || (router.Name == b && (router.Sessions.Any(session => session.Edge.Node == a) || router.Clients.Any(client => client.Name == a))));

    private static bool IsInterconnect(Fabric fabric, string a, string b) => Links(fabric, a, b).Any(link => link.IsInterconnect);

    private static IEnumerable<FabricLink> Links(Fabric fabric, string a, string b) =>
        fabric.Links.Where(link => (link.A.Node == a && link.B.Node == b) || (link.A.Node == b && link.B.Node == a));
}
