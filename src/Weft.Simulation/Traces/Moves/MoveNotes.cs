using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What was seen of one move.</summary>
internal sealed class MoveNotes
{
    /// <summary>Moments that are kept: a page of them can still be read.</summary>
    private const int Most = 80;

    private readonly SimWorld _world;
    private readonly FabricHost _host;
    private readonly LinkEnd _to;
    private readonly SystemId _newLeaf;
    private readonly IpAddress[] _addresses;
    private readonly string[] _subjects;
    private readonly List<(Instant At, MomentKind Kind, string Who, string? To, string Text)> _moments = [];
    private readonly HashSet<string> _said = [];
    private readonly Dictionary<(string Node, IpAddress Address), string> _ways = [];
    private readonly List<IpAddress> _announced = [];

    /// <summary>Begins before the host moves.</summary>
    public MoveNotes(SimWorld world, FabricHost host, LinkEnd to)
    {
        _world = world;
        _host = host;
        _to = to;
        _newLeaf = world.Node(to.Node).Plan.Node.SystemId;
        _addresses = [.. host.Addresses.Select(address => address.Address)];
        _subjects = [.. _addresses.Select(address => new HostKey(host.Subnet.Vrf.Id, address).ToString())];
        foreach (SimNode node in world.Nodes)
        {
            foreach (IpAddress address in _addresses)
            {
                _ways[(node.Name, address)] = WayOf(node, address);
            }
        }

        foreach (SimRouter router in world.Routers)
        {
            foreach (IpAddress address in _addresses)
            {
                _ways[(router.Name, address)] = WayOf(router, address);
            }
        }
    }

    public void Add(Instant at, MomentKind kind, string who, string? to, string text)
    {
        if (_moments.Count < Most)
        {
            _moments.Add((at, kind, who, to, text));
        }
    }

    /// <summary>A router outside sends: perhaps another way than before.</summary>
    public void SentBy(Instant now, SimRouter router) => NoteWays(now, router.Name, address => WayOf(router, address));

    /// <summary>A frame went onto a link: perhaps the claim of the new leaf, on its way to somebody who has not heard of it.</summary>
    public void Flooded(Instant now, LinkDirection link, ReadOnlySpan<byte> frame)
    {
        if (ClaimSight.TryRead(frame, _addresses, _announced, out SystemId origin) && origin == _newLeaf && _announced.Count > 0)
        {
            string claim = string.Join(", ", _announced);
            if (_said.Add($"claim {link.ToName} {claim}"))
            {
                Add(now, MomentKind.Claim, link.FromName, link.ToName, $"claim of {_to.Node}: {claim}");
            }
        }
    }

    public void Passed(Instant now, SimHost host, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (host.Place is not LinkEnd place)
        {
            return;
        }

        if (host.Name == _host.Name && place == _to)
        {
            PassedHost(now, place, isFromHost, frame);
        }
        else if (!isFromHost && host.Name != _host.Name && HostTalk.Announcement(frame, _host.Mac, _addresses) is string told && _said.Add($"refresh {place.Node} {told}"))
        {
            Add(now, MomentKind.Announcement, place.Node, null, $"tells its hosts: {told}");
        }
    }

    public void Told(Instant now, SimNode node, NodeEvent nodeEvent)
    {
        if (_subjects.Contains(nodeEvent.Subject))
        {
            Add(now, MoveLanes.KindOf(nodeEvent.Kind), node.Name, null, nodeEvent.Text);
        }
    }

    /// <summary>A forwarding plane has changed: perhaps the way to the host.</summary>
    public void Applied(Instant now, SimNode node) => NoteWays(now, node.Name, address => WayOf(node, address));

    public MoveRecord ToRecord(MoveStep step, LinkEnd? from, Instant at, Instant began)
    {
        HashSet<string> parts = [.. _moments.Select(moment => moment.Who), .. _moments.Select(moment => moment.To).OfType<string>()];
        ImmutableArray<MoveLane> lanes = MoveLanes.Of(_world.Fabric, _host.Name, from, _to, parts, out int leftOut);
        HashSet<string> shown = [.. lanes.Select(lane => lane.Name)];
        return new MoveRecord
        {
            Host = _host.Name,
            From = from,
            To = _to,
            Line = step.Line,
            At = at - began,
            Lanes = lanes,
            Moments =
            [
                .. _moments.Where(moment => shown.Contains(moment.Who) && (moment.To is null || shown.Contains(moment.To)))
                    .Select(moment => new MoveMoment(moment.At - at, moment.Kind, moment.Who, moment.To, moment.Text)),
            ],
            LeftOut = leftOut,
        };
    }

    private void NoteWays(Instant now, string who, Func<IpAddress, string> wayOf)
    {
        foreach (IGrouping<string, IpAddress> changed in _addresses
            .Select(address => (Address: address, Way: wayOf(address)))
            .Where(item => _ways[(who, item.Address)] != item.Way)
            .GroupBy(item => item.Way, item => item.Address))
        {
            foreach (IpAddress address in changed)
            {
                _ways[(who, address)] = changed.Key;
            }

            Add(now, MomentKind.Route, who, null, $"{string.Join(", ", changed)}: {changed.Key}");
        }
    }

    private void PassedHost(Instant now, LinkEnd place, bool isFromHost, ReadOnlySpan<byte> frame)
    {
        if (isFromHost && HostTalk.Announcement(frame, _host.Mac, _addresses) is string told)
        {
            if (_said.Add(told))
            {
                Add(now, MomentKind.Announcement, _host.Name, place.Node, told);
            }
        }
        else if (!isFromHost && AskedFor(frame) is IpAddress asked)
        {
            if (_said.Add($"probe {asked}"))
            {
                Add(now, MomentKind.Announcement, place.Node, _host.Name, $"asks for {asked}");
            }
        }
        else if (HostTalk.IsData(frame, out IpAddress source, out IpAddress destination) && _addresses.Contains(isFromHost ? source : destination))
        {
            IpAddress own = isFromHost ? source : destination;
            IpAddress other = isFromHost ? destination : source;
            if (_said.Add($"data {isFromHost} {(isFromHost ? own : other)}"))
            {
                (string who, string to) = isFromHost ? (_host.Name, place.Node) : (place.Node, _host.Name);
                Add(now, MomentKind.Packet, who, to, isFromHost ? $"first packet of {own}, to {NameOf(other)}" : $"first packet of {NameOf(other)} for {own}");
            }
        }
    }

    private IpAddress? AskedFor(ReadOnlySpan<byte> frame)
    {
        foreach (IpAddress address in _addresses)
        {
            if (NeighborTalk.IsQuestion(frame, address))
            {
                return address;
            }
        }

        return null;
    }

    private string NameOf(IpAddress address) =>
        _world.Hosts.FirstOrDefault(host => host.Stack.Setup.Addresses.Any(own => own.Address == address))?.Name ?? address.ToString();

    /// <summary>Where a node sends packets for an address, in words.</summary>
    private string WayOf(SimNode node, IpAddress address)
    {
        PlaneRoute? route = node.Plane.FindRoute(_host.Subnet.Vrf.Id, address);
        if (route is null || route.IsDiscard)
        {
            return "dropped";
        }

        return route.NextHops.IsEmpty
            ? route.Match.IsHost ? "delivered here" : "looked for here"
            : $"via {string.Join(" or ", route.NextHops.Select(hop => SimWorld.PeerOf(node, hop.Port) ?? node.Name).Distinct())}{(route.Match.IsHost ? "" : $" by {route.Match}")}";
    }

    private static string WayOf(SimRouter router, IpAddress address)
    {
        ImmutableArray<string> next = new SimRouterRoutes(router).NextFor(address);
        return next.IsEmpty ? "dropped" : $"via {string.Join(" or ", next)}";
    }
}
