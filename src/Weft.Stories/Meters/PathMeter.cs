using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Measures where packets go, by watching them pass.</summary>
internal sealed class PathMeter(IStoryStage stage)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    /// <summary>What has not arrived after this long is taken for lost: a whole fabric of processes on a slow kernel is faster.</summary>
    private static readonly TimeSpan s_blockedPatience = TimeSpan.FromSeconds(1);

    public Observation Reach(ReachClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        return Observation.Of(path.Arrived, path.Arrived ? "yes" : "no", Got(path)) with { Path = path };
    }

    public Observation Blocked(BlockedClaim claim)
    {
        ForwardingPath path = stage.View.Trace(claim.Pair, claim.Family, 1, s_blockedPatience)[0];
        return Observation.Of(!path.Arrived, path.Arrived ? "yes" : "no", Got(path)) with { Path = path };
    }

    public Observation Path(PathClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        bool same = path.Arrived && path.Nodes.SequenceEqual(claim.Via);
        string expected = $"expected  {claim.Pair.From} - {string.Join(" - ", claim.Via)} - {claim.Pair.To}";
        return Observation.Of(same, path.Arrived ? string.Join(" - ", path.Nodes) : "lost", expected, Got(path)) with { Path = path };
    }

    public Observation Crossings(CrossingsClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        return new Observation(path.Arrived && path.Crossings <= claim.Limit, path.Arrived ? $"{path.Crossings}" : "lost", [Got(path)])
        {
            Value = path.Crossings,
            Path = path,
        };
    }

    public Observation FirstHop(FirstHopClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        string first = path.Nodes.IsEmpty ? "none" : path.Nodes[0];
        return Observation.Of(path.Arrived && first == claim.Node, path.Arrived ? first : $"{first}, lost", Got(path)) with { Path = path };
    }

    public Observation Entry(EntryClaim claim)
    {
        ForwardingPath path = stage.View.Trace(claim.From, claim.To, s_patience);
        string edge = path.Nodes.FirstOrDefault(node => stage.Fabric.FindNode(node) is not null, "none");
        return Observation.Of(edge == claim.Edge, edge, Got(path)) with { Path = path };
    }

    public Observation Misrouted(MisroutedClaim claim)
    {
        int flows = 0;
        int misrouted = 0;
        List<string> details = [];
        foreach (string host in claim.Hosts)
        {
            string leaf = stage.View.PlaceOf(host)?.Node ?? throw new StoryException($"{host} is plugged in nowhere");
            int count = claim.Flows / claim.Hosts.Length;
            ImmutableArray<ForwardingPath> paths = stage.View.Trace(new Pair(claim.From, host), AddressFamily.Ipv4, count, s_patience);
            int wrong = paths.Count(path => !path.Arrived || path.Nodes.Any(node => node != leaf && IsLeaf(node)));
            details.Add($"{claim.From} -> {host} at {leaf}: {wrong} of {count} flows met another leaf, {paths.Count(path => !path.Arrived)} of them were lost");
            flows += count;
            misrouted += wrong;
        }

        double share = (double)misrouted / flows;
        bool holds = Math.Abs(share - claim.Expected.Value) <= claim.Tolerance;
        return new Observation(holds, string.Create(CultureInfo.InvariantCulture, $"{misrouted} of {flows} ({share:0.00})"), [.. details])
        {
            Value = share,
        };
    }

    private bool IsLeaf(string node) => stage.Fabric.FindNode(node) is { Role: NodeRole.Leaf };

    private ForwardingPath Trace(Pair pair, AddressFamily family) =>
        stage.View.Trace(pair, family, 1, s_patience)[0];

    private static string Got(ForwardingPath path) => $"got       {path}";
}
