using System.Collections.Immutable;
using Weft.Model;
using Weft.Simulation;
using Weft.Wire;

namespace Weft.Cli;

/// <summary>
/// Follows a packet through the tables of running nodes, hop by hop. Caches of hosts and packet filters are not looked at; of equal ways the one is followed that a
/// forecast takes, where it is one of them.
/// </summary>
internal sealed class LivePath
{
    private readonly LiveFabric _live;
    private readonly PathReport _forecast;
    private readonly IpAddress _target;
    private readonly List<PathHop> _hops = [];
    private readonly HashSet<(string Node, string Vrf)> _visited = [];
    private string _verdict = string.Empty;

    private LivePath(LiveFabric live, PathReport forecast)
    {
        _live = live;
        _forecast = forecast;
        _target = IpAddress.Parse(forecast.Destination);
    }

    /// <summary>The node that the way could not be followed at, because it does not answer; null when the tables tell all of it.</summary>
    public string? MissingNode { get; private set; }

    /// <summary>The way of the packet that a forecast is about.</summary>
    public static (PathReport Report, string? MissingNode) Find(LiveFabric live, PathReport forecast)
    {
        LivePath path = new(live, forecast);
        bool isDelivered = path.Follow();
        PathReport report = forecast with
        {
            Delivered = isDelivered,
            Verdict = isDelivered ? "delivered" : path._verdict,
            Hops = [.. path._hops],
            CrossingsNeeded = forecast.CrossingsNeeded is null ? null : path.SiteOf(forecast.From) is { } a && path.SiteOf(forecast.To) is { } b && a != b ? 1 : 0,
        };
        return (report, path.MissingNode);
    }

    /// <summary>The site that a host is in now; null for who is outside, and enters where it must.</summary>
    private string? SiteOf(string name) =>
        _live.Hosts.FirstOrDefault(host => host.Name == name && host.Port is not null) is { } place ? _live.Fabric.FindNode(place.Node)?.Site.Name : null;

    private bool Follow()
    {
        if (_live.Fabric.FindHost(_forecast.From) is FabricHost host)
        {
            return FollowFromHost(host);
        }

        OutsideRouter router = _live.Fabric.Outside.First(item => item.Clients.Any(client => client.Name == _forecast.From));
        _hops.Add(new PathHop { Node = _forecast.From, Decision = $"a client of {router.Name}" });
        return FollowFromOutside(router);
    }

    private bool FollowFromHost(FabricHost host)
    {
        IpAddress? own = host.Addresses.Select(address => (IpAddress?)address.Address).FirstOrDefault(address => address!.Value.Family == _target.Family);
        HostReport? place = own is null ? null : _live.Attached(host.Name, own.Value);
        if (place is null)
        {
            MissingNode = _live.Silent.FirstOrDefault();
            return End(own is null ? $"{host.Name} has no address of that family" : $"no node that answered has {host.Name} at one of its ports");
        }

        _hops.Add(new PathHop { Node = host.Name, Decision = $"at {place.Node} {place.Port}: binding {place.Address} epoch {place.Epoch}{StateOf(place)}" });
        return host.Subnet is { Scope: SubnetScope.Bridged } subnet && subnet.Contains(_target)
            ? FollowFrom(Bridge(subnet, place.Node, place.Port!, out string? port), port, place.Vrf)
            : FollowFrom(place.Node, place.Port, place.Vrf);
    }

    /// <summary>Goes along the leaves of a bridged subnet to the one that has the target, and returns it; where none has, stays.</summary>
    private string Bridge(Subnet subnet, string node, string first, out string? port)
    {
        port = first;
        if (AttachedTo(subnet.Vrf.Name) is not { } place || BridgedWay.Find(_live.Fabric, subnet, node, place.Node) is not { } way)
        {
            return node;
        }

        foreach (LinkEnd end in way)
        {
            _hops.Add(new PathHop { Node = end.Node, In = port, Decision = $"bridged in {subnet.Name}", Out = end.Port, CrossesSites = LinkAt(end.Node, end.Port) is { IsInterconnect: true } });
            LinkEnd far = OtherEnd(end.Node, end.Port)!.Value;
            (node, port) = (far.Node, far.Port);
        }

        return node;
    }

    private bool FollowFromOutside(OutsideRouter router)
    {
        if (_live.RouteOf(router, _target) is not { } route)
        {
            MissingNode = router.Name;
            return End($"{router.Name} runs no daemon of Weft and cannot be asked where it sends");
        }

        string? edge = Choose(router.Name, route.Edges);
        OutsideSession? session = router.Sessions.FirstOrDefault(item => item.Edge.Node == edge);
        _hops.Add(new PathHop
        {
            Node = router.Name,
            Decision = session is null ? "no route" : $"BGP {route.Prefix}",
            Out = session?.RouterPort,
            Ecmp = session is null ? null : $"{route.Edges.IndexOf(edge!) + 1}/{route.Edges.Length}",
        });
        return session is null ? End($"no route at {router.Name}") : FollowFrom(session.Edge.Node, session.Edge.Port, NameOf(router.VrfId));
    }

    /// <summary>Goes on from a node that a packet has come to.</summary>
    private bool FollowFrom(string? node, string? port, string vrf)
    {
        while (node is not null)
        {
            if (_live.Explain(node, vrf, _target) is not { } row)
            {
                MissingNode = node;
                return End($"{node} does not answer");
            }

            if (!_visited.Add((node, vrf)))
            {
                return End($"loop at {node}");
            }

            switch (row.Decision)
            {
                case "attached":
                    if (Deliver(row, port, ref node))
                    {
                        return true;
                    }

                    break;
                case "route" when row.Route is { From: { } from, Interface: not null }:
                    // The packet changes its VRF here and is delivered here.
                    port = AddHop(row, port, $"leak {row.Route.Prefix}{Within(row)}", null, null).In;
                    vrf = from;
                    break;
                case "route" when row.Route is { NextHops.IsEmpty: false } route:
                    NextHopReport hop = ChooseHop(node, route);
                    PathHop added = AddHop(row, port, Words(row, route), PortOf(node, hop.Port), $"{route.NextHops.IndexOf(hop) + 1}/{route.NextHops.Length}");
                    vrf = route.From ?? vrf;
                    port = OtherEnd(node, added.Out)?.Port;
                    node = hop.Neighbor ?? OtherEnd(node, added.Out)?.Node;
                    break;
                case "outside":
                    return HandOut(row, port);
                case "connected":
                    if (Connected(row, ref node, ref port))
                    {
                        break;
                    }

                    return End($"no neighbour answers at {node}");
                default:
                    AddHop(row, port, row.Decision == "none" ? "dropped: no route" : $"dropped: a discard route {row.Route?.Prefix}", null, null);
                    return End($"{(row.Decision == "none" ? "no route" : "a discard route")} at {node}");
            }
        }

        return End("a next hop is nobody's");
    }

    /// <summary>True when the packet leaves by a port with hosts; false when the port leads to another leaf of the segment, which is the next node then.</summary>
    private bool Deliver(ExplainReport row, string? port, ref string? node)
    {
        string? peer = _live.Fabric.FindNode(row.Node)?.Ports.FirstOrDefault(item => item.Name == row.Interface)?.Peer;
        AddHop(row, port, $"binding {row.Address}{Within(row)}{EpochOf(row)}{(row.Host is null ? string.Empty : StateOf(row.Host))}", row.Interface, null);
        node = peer;
        return peer is null;
    }

    /// <summary>A node that has the target's subnet looks for it there: other leaves of a bridged one may have it. False when nobody has.</summary>
    private bool Connected(ExplainReport row, ref string node, ref string? port)
    {
        Subnet? subnet = _live.Fabric.Subnets.FirstOrDefault(item => item.Vrf.Name == row.Vrf && item.Scope == SubnetScope.Bridged && item.Contains(_target));
        int before = _hops.Count;
        string next = subnet is null ? node : Bridge(subnet, node, port ?? "-", out port);
        if (next == node)
        {
            AddHop(row, port, $"connected, and nobody known there{Within(row)}", row.Interface, null);
            return false;
        }

        _hops[before] = _hops[before] with { Decision = $"connected, {_hops[before].Decision}{Within(row)}" };
        node = next;
        return true;
    }

    private bool HandOut(ExplainReport row, string? port)
    {
        OutsideRouter? router = _live.Fabric.Outside.FirstOrDefault(item => row.To.Contains(item.Name));
        OutsideSession? session = router?.Sessions.FirstOrDefault(item => item.Edge.Node == row.Node);
        AddHop(row, port, $"outside route {row.Route?.Prefix}{Within(row)}", session?.Edge.Port, null);
        OutsideClient? client = router?.Clients.FirstOrDefault(item => item.Addresses.Any(address => address.Address == _target));
        if (router is null || client is null)
        {
            return End($"handed to {string.Join(", ", row.To)}, where no client has {_target}");
        }

        _hops.Add(new PathHop { Node = router.Name, In = session?.RouterPort, Decision = $"{_target} is attached", Out = client.Name });
        return true;
    }

    private PathHop AddHop(ExplainReport row, string? port, string decision, string? left, string? ecmp)
    {
        PathHop hop = new() { Node = row.Node, In = port, Decision = decision, Out = left, Ecmp = ecmp, CrossesSites = LinkAt(row.Node, left) is { IsInterconnect: true } };
        _hops.Add(hop);
        return hop;
    }

    private bool End(string verdict)
    {
        _verdict = verdict;
        return false;
    }

    private NextHopReport ChooseHop(string node, RouteReport route)
    {
        string? chosen = Choose(node, [.. route.NextHops.Select(hop => hop.Neighbor).OfType<string>()]);
        return route.NextHops.FirstOrDefault(hop => hop.Neighbor == chosen) ?? route.NextHops[0];
    }

    /// <summary>The one of several that a forecast goes to from here, else the first.</summary>
    private string? Choose(string from, ImmutableArray<string> ways)
    {
        string[] forecast = [.. _forecast.Hops.Select(hop => hop.Node)];
        int at = Array.IndexOf(forecast, from);
        return at >= 0 && at + 1 < forecast.Length && ways.Contains(forecast[at + 1]) ? forecast[at + 1] : ways.FirstOrDefault();
    }

    private HostReport? AttachedTo(string vrf) => _live.Hosts.FirstOrDefault(host => host.Vrf == vrf && host.Port is not null && IpAddress.Parse(host.Address) == _target);

    private static string Words(ExplainReport row, RouteReport route) =>
        route.From is not null ? $"leak {route.Prefix}{Within(row)}"
        : IpPrefix.Parse(route.Prefix).IsHost ? $"host route {route.Prefix}{Within(row)}{EpochOf(row)}"
        : $"prefix {route.Prefix}{Within(row)}";

    private static string EpochOf(ExplainReport row) => row.Claims.FirstOrDefault(claim => claim.Verdict == "wins") is { } winner ? $" epoch {winner.Epoch}" : string.Empty;

    private static string StateOf(HostReport host) => host.State == "confirmed" ? string.Empty : $", {host.State}";

    private static string Within(ExplainReport row) => row.Vrf == "default" ? string.Empty : $" in {row.Vrf}";

    private string NameOf(VrfId vrf) => _live.Fabric.Vrfs.First(item => item.Id == vrf).Name;

    /// <summary>The port that an interface of a VRF stands on.</summary>
    private string PortOf(string node, string name) =>
        NodePlanner.Derive(_live.Fabric, node).Ports.FirstOrDefault(port => port.Name == name || port.Vrfs.Any(vrf => vrf.Interface == name))?.Name ?? name;

    private FabricLink? LinkAt(string node, string? port) => _live.Fabric.Links.FirstOrDefault(link => link.A == new LinkEnd(node, port ?? string.Empty) || link.B == new LinkEnd(node, port ?? string.Empty));

    private LinkEnd? OtherEnd(string node, string? port) => LinkAt(node, port) is { } link ? link.A.Node == node && link.A.Port == port ? link.B : link.A : null;
}
