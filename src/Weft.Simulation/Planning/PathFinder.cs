using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Follows a packet through a settled world and notes at each hop the entry that decided. The packet is really sent there: every filter, rewrite and hash has its say.</summary>
public sealed class PathFinder : IWorldObserver
{
    /// <summary>Always the same, so that a flow takes the same of equal ways whenever it is asked for.</summary>
    private const ushort SourcePort = 40_000;

    /// <summary>A node asks for a silent neighbour for three seconds before it gives a packet up.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_once = TimeSpan.FromSeconds(1);

    private readonly SimStage _stage;
    private readonly List<PathHop> _hops = [];
    private readonly HashSet<string> _visited = [];
    private int _number;
    private SimHost? _from;
    private SimHost? _to;
    private IpAddress _target;
    private string? _end;
    private bool _arrived;

    private PathFinder(SimStage stage) => _stage = stage;

    /// <summary>Sends one packet from a host or client to another, or to an address. Throws <see cref="SimulationException"/> for who is not there.</summary>
    public static PathReport Find(SimStage stage, string from, string to, AddressFamily family)
    {
        PathFinder finder = new(stage);
        return finder.Follow(from, to, family);
    }

    void IWorldObserver.Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (!IsOurs(frame))
        {
            return;
        }

        if (isFromHost && host == _from)
        {
            _hops.Add(new PathHop { Node = host.Name, Decision = Neighbor(host, MacAddress.Read(frame)), Out = "eth0" });
        }
    }

    void IWorldObserver.Decided(Instant now, SimNode node, in PlaneStep step, ReadOnlySpan<byte> frame)
    {
        if (!IsOurs(frame))
        {
            return;
        }

        if (step.Action == PlaneAction.Dropped)
        {
            _end ??= $"{Words(step.Drop)} at {node.Name}";
        }
        else if (!_visited.Add(node.Name))
        {
            _end ??= $"loop at {node.Name}";
        }

        string? left = step.Out.IsNone ? null : node.Plan.Ports[step.Out.Value].Name;
        int ways = step.Group.Value > 0 && node.Plane.Tables.NextHopGroups.TryGet(step.Group, out NextHopGroupRow group) ? group.Members.Length : 0;
        _hops.Add(new PathHop
        {
            Node = node.Name,
            In = step.In.IsNone ? null : node.Plan.Ports[step.In.Value].Name,
            Decision = Decision(node, step),
            Out = left,
            Ecmp = ways > 0 ? $"{step.Member + 1}/{ways}" : null,
            CrossesSites = left is not null && IsInterconnect(node.Name, left),
        });
    }

    void IWorldObserver.Sent(Instant now, LinkDirection link, VlanId tag, ReadOnlySpan<byte> frame, bool isLost)
    {
        if (!IsOurs(frame))
        {
            return;
        }

        if (isLost)
        {
            _end ??= $"lost between {link.FromName} and {link.ToName}";
        }

        if (_stage.World.Routers.Any(router => router.Name == link.FromName))
        {
            _hops.Add(new PathHop { Node = link.FromName, Decision = RouterDecision(link.FromName), Out = link.ToName });
        }
    }

    void IWorldObserver.Arrived(Instant now, SimHost host, in ProbeArrival probe)
    {
        if (probe.Flow == _number && (_to is null || host == _to))
        {
            _arrived = true;
        }
    }

    private PathReport Follow(string from, string to, AddressFamily family)
    {
        SimWorld world = _stage.World;
        _from = world.Host(from);
        _to = IpAddress.TryParse(to, out IpAddress address) ? world.Hosts.FirstOrDefault(host => host.Stack.Setup.Addresses.Any(own => own.Address == address)) : world.Host(to);
        _target = _to is null || address.Bits != 0 ? address : _stage.AddressOf(to, family);
        _number = _stage.NextNumber();
        _stage.Observe(this);
        _from.Do((now, stack, effects) => stack.Start(now, new ProbeFlow(_number, ProbeKind.OneWay, _target, s_once) { Limit = 1, SourcePort = SourcePort }, effects));
        world.RunUntil(() => _arrived, s_patience);
        _stage.Ignore(this);
        AddMissingRouterAtTheEnd();
        string verdict = _arrived ? "delivered" : _end ?? (_hops.Count == 0 ? $"{from} finds no neighbour to send it to" : $"lost behind {_hops[^1].Node}");
        return new PathReport
        {
            From = from,
            To = to,
            Destination = _target.ToString(),
            Delivered = _arrived,
            Verdict = verdict,
            Hops = [.. _hops],
            CrossingsNeeded = Needed(),
        };
    }

    /// <summary>A client's router hands the packet over a link that is no link of the fabric.</summary>
    private void AddMissingRouterAtTheEnd()
    {
        SimRouter? router = _to is { Origin: null } ? _stage.World.Routers.FirstOrDefault(item => item.Plan.Clients.Any(client => client.Name == _to.Name)) : null;
        if (_arrived && router is not null && _hops[^1].Node != router.Name)
        {
            _hops.Add(new PathHop { Node = router.Name, Decision = $"{_target} is attached", Out = _to!.Name });
        }
    }

    private bool IsOurs(ReadOnlySpan<byte> frame) => ProbeFrame.TryRead(frame, out ProbeArrival probe, out _) && probe.Flow == _number;

    private string Neighbor(SimHost host, MacAddress mac)
    {
        SimHost? owner = _stage.World.Hosts.FirstOrDefault(other => other.Mac == mac);
        bool isOnLink = host.Stack.Setup.Addresses.Any(own => own.Prefix.Contains(_target));
        string who = isOnLink ? _target.ToString() : "its gateway";
        return owner is null ? $"neighbour {who} = {mac}{(isOnLink ? " (the gateway's, by proxy)" : string.Empty)}" : $"neighbour {who} = {mac} ({owner.Name} itself)";
    }

    private string Decision(SimNode node, in PlaneStep step)
    {
        switch (step.Action)
        {
            case PlaneAction.Dropped:
                return $"dropped: {Words(step.Drop)}";
            case PlaneAction.Bridged:
                return step.Entry == PlaneEntry.AttachedMac ? "bridged: the MAC is attached" : "bridged: the MAC was learned";
            case PlaneAction.Flooded:
                return "flooded in its segment";
            case PlaneAction.Consumed:
                return "the node's own";
            default:
                break;
        }

        VrfId id = step.Vrf;
        string vrf = id == VrfId.Default ? string.Empty : $" in {node.Plan.Fabric.Vrfs.First(item => item.Id == id).Name}";
        return step.Entry switch
        {
            PlaneEntry.Binding => $"binding {step.Match.Address}{vrf}{Epoch(node, step)}",
            PlaneEntry.Route when step.Match.IsHost => $"host route {step.Match}{vrf}{Epoch(node, step)}",
            PlaneEntry.Route => $"prefix {step.Match}{vrf}",
            PlaneEntry.Leak => $"leak {step.Match}{vrf}",
            PlaneEntry.Foreign => $"outside route {step.Match}{vrf}",
            PlaneEntry.Connected => $"connected {step.Match}{vrf}",
            PlaneEntry.LateRoute => $"host route {step.Match}{vrf}, just taken back",
            _ => $"{step.Entry} {step.Match}{vrf}",
        };
    }

    private static string Epoch(SimNode node, in PlaneStep step) =>
        node.Switch?.Hosts.Explain(new HostKey(step.Vrf, step.Match.Address)) is { Claims: [ClaimView winner, ..] } ? $" epoch {winner.Claim.Epoch}" : string.Empty;

    private string RouterDecision(string name)
    {
        SimRouter router = _stage.World.Router(name);
        return router.Routes.Lookup(_target, out IpPrefix match).IsEmpty ? $"{_target} is attached" : $"BGP {match}";
    }

    private bool IsInterconnect(string node, string port) => _stage.World.Links.Any(link =>
        link.IsInterconnect && (link.A == new LinkEnd(node, port) || link.B == new LinkEnd(node, port)));

    /// <summary>Between hosts of two sites one crossing is needed; clients outside enter at the host's own site.</summary>
    private int? Needed()
    {
        if (_to is null || _from?.Place is not LinkEnd a || _to.Place is not LinkEnd b)
        {
            return null;
        }

        Site? from = _stage.Fabric.FindNode(a.Node)?.Site;
        Site? to = _stage.Fabric.FindNode(b.Node)?.Site;
        return from is null || to is null || from == to ? 0 : 1;
    }

    private static string Words(PlaneDrop drop) => drop switch
    {
        PlaneDrop.NoRoute => "no route",
        PlaneDrop.HopLimit => "out of hops",
        PlaneDrop.Discarded => "a discard route",
        PlaneDrop.Denied => "a policy",
        PlaneDrop.OverRate => "the rate of a policy",
        PlaneDrop.NoNeighbor => "no neighbour answers",
        PlaneDrop.NoPort => "no usable port",
        PlaneDrop.PortDown => "the port is down",
        _ => string.Concat(drop.ToString().Select((letter, at) => char.IsUpper(letter) && at > 0 ? $" {char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}")),
    };
}
