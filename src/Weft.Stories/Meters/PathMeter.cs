using Weft.Wire;

namespace Weft.Stories;

/// <summary>Measures where packets go, by watching them pass.</summary>
internal sealed class PathMeter(IStoryStage stage)
{
    private const byte AllHops = 64;

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
        bool holds = path.Arrived && (claim.IsExact ? path.Crossings == claim.Limit : path.Crossings <= claim.Limit);
        return new Observation(holds, path.Arrived ? $"{path.Crossings}" : "lost", [Got(path)])
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

    /// <summary>Where an answer is wrong, one that came is enough; where one is wanted, somebody else's is none.</summary>
    public Observation Echo(EchoClaim claim)
    {
        PingAnswer? answer = stage.View.Ping(claim.From, claim.To, AllHops, s_blockedPatience);
        bool isEcho = answer is { IsEcho: true };
        return Observation.Of(isEcho == claim.IsAnswered, isEcho ? "answered" : "none", Got(answer));
    }

    public Observation Hop(HopClaim claim)
    {
        PingAnswer? answer = stage.View.Ping(claim.From, claim.To, (byte)claim.Number, s_blockedPatience);
        return Observation.Of(answer is PingAnswer end && end.From == claim.Is && !end.IsEcho, answer?.From.ToString() ?? "none", Got(answer));
    }

    private ForwardingPath Trace(Pair pair, AddressFamily family) =>
        stage.View.Trace(pair, family, 1, s_patience)[0];

    private static string Got(ForwardingPath path) => $"got       {path}";

    private static string Got(PingAnswer? answer) =>
        answer is PingAnswer end ? $"got       {(end.IsEcho ? "an echo" : "word that it went no further")} from {end.From}" : "got       nothing";
}
