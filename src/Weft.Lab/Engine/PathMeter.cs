using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Measures where packets go, by watching them pass.</summary>
internal sealed class PathMeter(StoryStage stage)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    /// <summary>What has not arrived after this long is taken for lost: a whole fabric of processes on a slow kernel is faster.</summary>
    private static readonly TimeSpan s_blockedPatience = TimeSpan.FromSeconds(1);


    public Observation Reach(ReachClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        return Observation.Of(path.Arrived, path.Arrived ? "yes" : "no", Got(path));
    }

    public Observation Blocked(BlockedClaim claim)
    {
        ForwardingPath path = stage.Tracer.Trace(stage.Lab.Endpoint(claim.Pair.From), stage.Lab.Endpoint(claim.Pair.To), claim.Family, s_blockedPatience);
        return Observation.Of(!path.Arrived, path.Arrived ? "yes" : "no", Got(path));
    }

    public Observation Path(PathClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        bool same = path.Arrived && path.Nodes.SequenceEqual(claim.Via);
        string expected = $"expected  {claim.Pair.From} - {string.Join(" - ", claim.Via)} - {claim.Pair.To}";
        return Observation.Of(same, path.Arrived ? string.Join(" - ", path.Nodes) : "lost", expected, Got(path));
    }

    public Observation Crossings(CrossingsClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        return new Observation(path.Arrived && path.Crossings <= claim.Limit, path.Arrived ? $"{path.Crossings}" : "lost", [Got(path)])
        {
            Value = path.Crossings,
        };
    }

    public Observation FirstHop(FirstHopClaim claim)
    {
        ForwardingPath path = Trace(claim.Pair, claim.Family);
        string first = path.Nodes.IsEmpty ? "none" : path.Nodes[0];
        return Observation.Of(path.Arrived && first == claim.Node, path.Arrived ? first : $"{first}, lost", Got(path));
    }

    public Observation Entry(EntryClaim claim)
    {
        Endpoint target = new(claim.To.ToString(), [claim.To]);
        ForwardingPath path = stage.Tracer.Trace(stage.Lab.Endpoint(claim.From), target, claim.To.Family, s_patience);
        string edge = path.Nodes.FirstOrDefault(node => stage.Fabric.FindNode(node) is not null, "none");
        return Observation.Of(edge == claim.Edge, edge, Got(path));
    }

    public Observation Misrouted(MisroutedClaim claim)
    {
        int flows = 0;
        int misrouted = 0;
        List<string> details = [];
        foreach (string host in claim.Hosts)
        {
            string leaf = stage.Lab.Switchyard.PlaceOf(host)?.Node ?? throw new LabException($"{host} is plugged in nowhere");
            int count = claim.Flows / claim.Hosts.Length;
            ImmutableArray<ForwardingPath> paths = stage.Tracer.TraceMany(stage.Lab.Endpoint(claim.From), stage.Lab.Endpoint(host), AddressFamily.Ipv4, count, s_patience);
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
        stage.Tracer.Trace(stage.Lab.Endpoint(pair.From), stage.Lab.Endpoint(pair.To), family, s_patience);

    private static string Got(ForwardingPath path) => $"got       {path}";
}
