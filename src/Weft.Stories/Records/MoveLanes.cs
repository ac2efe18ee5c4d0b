using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Stories;

/// <summary>Who is drawn in a move, in which order, and what an event of a node is in it. The same for lab and simulator.</summary>
public static class MoveLanes
{
    /// <summary>Lanes that fit beside each other.</summary>
    public const int Most = 10;

    /// <summary>How long a move is watched; the next one ends it sooner.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(2);

    /// <summary>The host, both leaves, then whoever takes part, by role.</summary>
    /// <param name="fabric">The fabric.</param>
    /// <param name="host">Who moves.</param>
    /// <param name="from">Where it was.</param>
    /// <param name="to">Where it goes.</param>
    /// <param name="parts">Names of those who take part.</param>
    /// <param name="leftOut">How many have no lane for lack of room.</param>
    public static ImmutableArray<MoveLane> Of(Fabric fabric, string host, LinkEnd? from, LinkEnd to, IReadOnlySet<string> parts, out int leftOut)
    {
        List<MoveLane> lanes = [new(host, LaneRole.Host)];
        if (from is LinkEnd old && old.Node != to.Node)
        {
            lanes.Add(new MoveLane(old.Node, LaneRole.OldLeaf));
        }

        lanes.Add(new MoveLane(to.Node, LaneRole.NewLeaf));
        string[] certain = [.. lanes.Select(lane => lane.Name)];
        IEnumerable<MoveLane> Nodes(NodeRole role, LaneRole lane) => fabric.Nodes
            .Where(node => node.Role == role && parts.Contains(node.Name) && !certain.Contains(node.Name)).Select(node => new MoveLane(node.Name, lane));
        lanes.AddRange(Nodes(NodeRole.Spine, LaneRole.Spine));
        lanes.AddRange(Nodes(NodeRole.Edge, LaneRole.Edge));
        lanes.AddRange(fabric.Outside.Where(router => parts.Contains(router.Name)).Select(router => new MoveLane(router.Name, LaneRole.Outside)));
        lanes.AddRange(Nodes(NodeRole.Leaf, LaneRole.Leaf));
        leftOut = Math.Max(0, lanes.Count - Most);
        return [.. lanes.Take(Most)];
    }

    /// <summary>What an event about the host is.</summary>
    public static MomentKind KindOf(string nodeEvent) => nodeEvent switch
    {
        "host-confirmed" or "host-moved" => MomentKind.Confirm,
        "host-yielded" or "host-gone" => MomentKind.Yield,
        _ => MomentKind.Event,
    };
}
