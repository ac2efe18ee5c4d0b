using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Answers what a change would do: looks at every flow, lets the change happen under probes, and looks again.</summary>
public sealed class Planner
{
    /// <summary>Pairs that are looked at; of more, every n-th.</summary>
    public const int MaximumFlows = 400;

    /// <summary>BFD, the holding time and BGP have had their say after this.</summary>
    private static readonly TimeSpan s_rest = TimeSpan.FromSeconds(10);

    /// <summary>Long enough for what waits for a neighbour to be given up.</summary>
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(4);

    private readonly SimStage _stage;
    private readonly List<(SimHost From, SimHost To)> _pairs;
    private readonly int _all;

    /// <summary>Settles the fabric. Throws <see cref="StoryException"/> when it does not settle.</summary>
    public Planner(Fabric fabric, SimOptions options)
    {
        _stage = new SimStage(new SimWorld(fabric, options));
        _stage.Settle();
        List<(SimHost From, SimHost To)> pairs = [.. Pairs(_stage.World)];
        _all = pairs.Count;
        int step = (pairs.Count + MaximumFlows - 1) / MaximumFlows;
        _pairs = [.. pairs.Where((_, at) => at % Math.Max(1, step) == 0)];
    }

    /// <summary>Lets the steps happen and says what changed. A planner plans once.</summary>
    public PlanReport Plan(IReadOnlyList<string> changes, IReadOnlyList<StoryStep> steps)
    {
        PathReport[] before = Paths();
        Dictionary<string, (int Hosts, int All)> tables = _stage.World.Nodes.ToDictionary(node => node.Name, Count);
        IStoryFlow[] probes = [.. _pairs.Select((pair, at) => Open(pair, at))];
        _stage.World.Run(_stage.ProbeInterval * 20);
        long[] marks = [.. probes.Select(flow => flow.Log.Next)];
        foreach (StoryStep step in steps)
        {
            _stage.Do(step);
        }

        _stage.World.Run(s_rest);
        double?[] gaps = [.. probes.Select((flow, at) => Gap(flow, marks[at]))];
        _stage.EndTraffic();
        _stage.World.Run(s_quiet);
        PathReport[] after = Paths();
        return new PlanReport
        {
            Changes = changes,
            Flows = [.. _pairs.Select((pair, at) => Flow(pair, before[at], after[at], gaps[at]))],
            AllFlows = _all,
            Nodes = [.. _stage.World.Nodes.Select(node => Node(node, tables[node.Name]))],
            FloodingDomains = [.. Domains()],
        };
    }

    private static IEnumerable<(SimHost From, SimHost To)> Pairs(SimWorld world)
    {
        foreach (SimHost from in world.Hosts)
        {
            foreach (SimHost to in world.Hosts)
            {
                if (from != to && VrfOf(world, from) == VrfOf(world, to) && Family(from, to) is not null && (from.Origin is not null || to.Origin is not null)
                    && (from.Origin is null || from.Place is not null) && (to.Origin is null || to.Place is not null))
                {
                    yield return (from, to);
                }
            }
        }
    }

    private static VrfId VrfOf(SimWorld world, SimHost host) => host.Origin?.Subnet.Vrf.Id
        ?? world.Routers.First(router => router.Plan.Clients.Any(client => client.Name == host.Name)).Plan.VrfId;

    /// <summary>The family that both speak, IPv4 first; null when there is none.</summary>
    private static AddressFamily? Family(SimHost from, SimHost to)
    {
        foreach (AddressFamily family in (AddressFamily[])[AddressFamily.Ipv4, AddressFamily.Ipv6])
        {
            if (Has(from, family) && Has(to, family))
            {
                return family;
            }
        }

        return null;
    }

    private static bool Has(SimHost host, AddressFamily family) => host.Stack.Setup.Addresses.Any(address => address.Address.Family == family);

    private PathReport[] Paths() => [.. _pairs.Select(pair => PathFinder.Find(_stage, pair.From.Name, pair.To.Name, Family(pair.From, pair.To)!.Value))];

    private IStoryFlow Open((SimHost From, SimHost To) pair, int number) =>
        _stage.OpenFlow($"plan-{number}", new Pair(pair.From.Name, pair.To.Name), Family(pair.From, pair.To)!.Value);

    private double? Gap(IStoryFlow flow, long mark)
    {
        long end = flow.Log.Next - _stage.ProbesUnderway - 1;
        return end > mark && flow.Log.IsWhole(end, 10) ? FlowWindow.Measure(flow.Log, mark, end, _stage.ProbeInterval).LongestGap.TotalMilliseconds : null;
    }

    private static PlannedFlow Flow((SimHost From, SimHost To) pair, PathReport before, PathReport after, double? gap) => new()
    {
        From = pair.From.Name,
        To = pair.To.Name,
        Before = before.Minimal(),
        After = after.Minimal(),
        Verdict = after.Verdict,
        DeliveredBefore = before.Delivered,
        Delivered = after.Delivered,
        CrossingsBefore = before.Crossings,
        Crossings = after.Crossings,
        Trombones = after.Delivered && after.CrossingsNeeded is int needed && after.Crossings > needed,
        GapMilliseconds = after.Delivered ? gap : null,
    };

    private static (int Hosts, int All) Count(SimNode node) =>
        (node.Plane.Tables.Routes.Rows.Keys.Count(key => key.Prefix.IsHost) + node.Plane.Hosts.Count,
            node.Plane.Tables.Routes.Count + node.Plane.Tables.Leaks.Count + node.Plane.Hosts.Count);

    private static PlannedNode Node(SimNode node, (int Hosts, int All) before)
    {
        (int hosts, int all) = Count(node);
        return new PlannedNode
        {
            Node = node.Name,
            HostRoutesBefore = before.Hosts,
            HostRoutes = hosts,
            ForwardingBefore = before.All,
            Forwarding = all,
            Fragments = node.Switch?.Isis.Fragments().Count ?? 0,
            LinkStateOctets = node.Switch?.Isis.Fragments().Sum(fragment => fragment.Length) ?? 0,
        };
    }

    private IEnumerable<FloodingDomain> Domains()
    {
        var segments = _stage.World.Nodes
            .SelectMany(node => node.Plan.Segments, (node, segment) => (Node: node, Segment: segment))
            .GroupBy(item => item.Segment.Id)
            .OrderBy(group => group.Key);
        foreach (var group in segments)
        {
            int ports = group.Sum(item => item.Node.Plan.Ports.Count(port => port.FacesHosts && port.Segments.Any(carried => carried.Segment == group.Key)));
            if (ports > 0)
            {
                yield return new FloodingDomain(group.First().Segment.Subnet.Name, [.. group.Select(item => item.Node.Name).Order(StringComparer.Ordinal)], ports);
            }
        }
    }
}
