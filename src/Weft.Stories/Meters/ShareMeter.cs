using System.Collections.Immutable;
using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Measures which share of many flows goes a way that it should not need.</summary>
internal sealed class ShareMeter(IStoryStage stage)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMilliseconds(200);

    /// <summary>A flow is misrouted when it meets a leaf that its host is not at.</summary>
    public Observation Misrouted(MisroutedClaim claim) => Measure(
        claim, "met another leaf", (path, place) => path.Nodes.Any(node => node != place.Node && stage.Fabric.FindNode(node) is { Role: NodeRole.Leaf }));

    /// <summary>From outside no crossing is needed, from another site one.</summary>
    public Observation Tromboned(TrombonedClaim claim)
    {
        Site? origin = stage.Fabric.FindHost(claim.From) is null ? null : SiteOf(PlaceOf(claim.From));
        return Measure(
            claim,
            "crossed between sites for nothing",
            (path, place) => path.Crossings > (origin is null || origin == SiteOf(place) ? 0 : 1));
    }

    /// <summary>What does not arrive counts in every share; here nothing else does.</summary>
    public Observation Unreached(UnreachedClaim claim) => Measure(claim, "did not arrive", (_, _) => false);

    public Observation Unanswered(UnansweredClaim claim)
    {
        int flows = 0;
        int counted = 0;
        List<string> details = [];
        foreach (string host in claim.Hosts)
        {
            int count = claim.Flows / claim.Hosts.Length;
            int answered = stage.View.Exchange(new Pair(claim.From, host), AddressFamily.Ipv4, count, s_patience);
            details.Add($"{claim.From} -> {host}: {count - answered} of {count} requests were not answered");
            flows += count;
            counted += count - answered;
        }

        return Share(claim, counted, flows, details);
    }

    private Observation Measure(ShareClaim claim, string what, Func<ForwardingPath, LinkEnd, bool> isCounted)
    {
        int flows = 0;
        int counted = 0;
        List<string> details = [];
        foreach (string host in claim.Hosts)
        {
            LinkEnd place = PlaceOf(host);
            int count = claim.Flows / claim.Hosts.Length;
            ImmutableArray<ForwardingPath> paths = stage.View.Trace(new Pair(claim.From, host), AddressFamily.Ipv4, count, s_patience);
            int wrong = paths.Count(path => !path.Arrived || isCounted(path, place));
            details.Add($"{claim.From} -> {host} at {place.Node}: {wrong} of {count} flows {what}, {paths.Count(path => !path.Arrived)} of them were lost");
            flows += count;
            counted += wrong;
        }

        return Share(claim, counted, flows, details);
    }

    private static Observation Share(ShareClaim claim, int counted, int flows, List<string> details)
    {
        double share = (double)counted / flows;
        bool holds = Math.Abs(share - claim.Expected.Value) <= claim.Tolerance;
        return new Observation(holds, string.Create(CultureInfo.InvariantCulture, $"{counted} of {flows} ({share:0.00})"), [.. details])
        {
            Value = share,
        };
    }

    private LinkEnd PlaceOf(string host) => stage.View.PlaceOf(host) ?? throw new StoryException($"{host} is plugged in nowhere");

    private Site? SiteOf(LinkEnd place) => stage.Fabric.FindNode(place.Node)?.Site;
}
