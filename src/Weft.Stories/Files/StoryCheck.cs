using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Stories;

/// <summary>Checks that everybody whom a story names is in its fabric, before anything is started.</summary>
public static class StoryCheck
{
    /// <summary>Every name that the fabric does not have.</summary>
    public static ImmutableArray<StoryFault> Check(Story story, Fabric fabric)
    {
        string[] hosts = [.. fabric.Hosts.Select(host => host.Name)];
        string[] routers = [.. fabric.Outside.Select(router => router.Name)];
        string[] talkers = [.. hosts, .. fabric.Outside.SelectMany(router => router.Clients).Select(client => client.Name)];
        string[] nodes = [.. fabric.Nodes.Select(node => node.Name), .. routers];
        string[] ports =
        [
            .. fabric.Nodes.SelectMany(node => node.Ports
                .Where(port => port.Kind is PortKind.Access or PortKind.Trunk)
                .Select(port => new LinkEnd(node.Name, port.Name).ToString())),
        ];
        ImmutableArray<StoryFault>.Builder faults = ImmutableArray.CreateBuilder<StoryFault>();
        Add(story.Model?.At ?? [], [.. fabric.Nodes.Select(node => node.Name)], "nodes", 1, faults, story);
        foreach (StoryStep step in story.Steps)
        {
            int line = step.Line;
            Names(step, out IEnumerable<string> namedHosts, out IEnumerable<string> namedTalkers, out IEnumerable<string> namedNodes);
            Add(namedHosts, hosts, "hosts", line, faults, story);
            Add(namedTalkers, talkers, "hosts and clients", line, faults, story);
            Add(namedNodes, nodes, "nodes", line, faults, story);
            Add(step switch { MoveStep move => [move.To.ToString()], ExpectStep expect => [expect.At.ToString()], _ => [] }, ports, "host ports", line, faults, story);
        }

        return faults.ToImmutable();
    }

    private static void Add(
        IEnumerable<string> named, string[] known, string plural, int line, ImmutableArray<StoryFault>.Builder faults, Story story) =>
        faults.AddRange(named.Where(name => !known.Contains(name))
            .Select(name => new StoryFault(story.File, line, 1, $"`{name}` is not among the {plural} of {story.Fabric}", Suggestion.For(name, known, plural))));

    private static void Names(StoryStep step, out IEnumerable<string> hosts, out IEnumerable<string> talkers, out IEnumerable<string> nodes)
    {
        hosts = step switch
        {
            MoveStep move => [move.Host],
            AnnounceStep announce => [announce.Host],
            ExpectStep expect => [expect.Host],
            SpoofStep spoof => [spoof.Host, spoof.As],
            StormStep storm => [storm.Host],
            HostStep host => [host.Host],
            ClaimStep { Claim: FloodClaim claim } => [claim.Host, .. claim.Hears],
            ClaimStep { Claim: RoutesClaim claim } => [claim.Host],
            ClaimStep { Claim: ShareClaim claim } => claim is UnansweredClaim ? [] : claim.Hosts,
            ClaimStep { Claim: AnswersClaim claim } => claim.Owner is null ? [claim.Host] : [claim.Host, claim.Owner],
            ClaimStep { Claim: NeighborClaim claim } => [claim.Pair.From, claim.Pair.To],
            _ => [],
        };
        talkers = step switch
        {
            TrafficStep traffic => traffic.Flows.SelectMany(flow => Both(flow.Pair)),
            AttemptStep attempt => attempt.Flows.SelectMany(flow => Both(flow.Pair)),
            StreamStep streams => streams.Streams.SelectMany(stream => Both(stream.Pair)),
            RunStep run => [run.In],
            ClaimStep { Claim: ReachClaim claim } => Both(claim.Pair),
            ClaimStep { Claim: BlockedClaim claim } => Both(claim.Pair),
            ClaimStep { Claim: PathClaim claim } => Both(claim.Pair),
            ClaimStep { Claim: CrossingsClaim claim } => Both(claim.Pair),
            ClaimStep { Claim: FirstHopClaim claim } => Both(claim.Pair),
            ClaimStep { Claim: EntryClaim claim } => [claim.From],
            ClaimStep { Claim: ShareClaim claim } => claim is UnansweredClaim ? [claim.From, .. claim.Hosts] : [claim.From],
            ClaimStep { Claim: EchoClaim claim } => [claim.From],
            ClaimStep { Claim: HopClaim claim } => [claim.From],
            _ => [],
        };
        nodes = step switch
        {
            LinkStep link => [link.A, link.B],
            ImpairStep impair => [impair.From, impair.To],
            NodeStep act => [act.Node],
            FirewallStep firewall => firewall.Edges,
            ClaimStep { Claim: PathClaim claim } => claim.Via,
            ClaimStep { Claim: FirstHopClaim claim } => [claim.Node],
            ClaimStep { Claim: EntryClaim claim } => [claim.Edge],
            ClaimStep { Claim: RoutesClaim claim } => [claim.Leaf],
            ClaimStep { Claim: EventClaim claim } => claim.Nodes,
            ClaimStep { Claim: HoldsClaim claim } => [claim.Node],
            ClaimStep { Claim: ChangesClaim claim } => [claim.Router],
            WatchStep watch => [watch.Router],
            _ => [],
        };
    }

    private static IEnumerable<string> Both(Pair pair) => [pair.From, pair.To];
}
