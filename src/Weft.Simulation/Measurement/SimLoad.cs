using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Puts a large world to work, for measurements: lets every host announce itself, moves hosts, and says when all nodes know.</summary>
public sealed class SimLoad
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(100);

    private readonly Dictionary<SimNode, bool> _leads = [];
    private readonly RandomSource _random;
    private readonly SimHost[] _hosts;
    private SimNode? _lastToKnow;

    public SimLoad(SimWorld world, ulong seed)
    {
        World = world;
        _random = new RandomSource(seed);
        _hosts = [.. world.Hosts.Where(host => host.Origin is not null)];
    }

    public SimWorld World { get; }

    /// <summary>Lets every daemon start, then every host make itself known, and waits until every node has a route to every host. Returns the virtual time that took.</summary>
    public TimeSpan Start(TimeSpan limit)
    {
        Instant began = World.Now;
        World.Run(World.Options.StartSpread);
        foreach (SimHost host in _hosts)
        {
            if (host.Stack.State == StackState.Off)
            {
                host.Boot();
            }
        }

        Instant end = World.Now + limit;
        int known = 0;
        while ((known = CountKnown(known)) < _hosts.Length)
        {
            if (World.Now >= end)
            {
                throw new SimulationException($"{_hosts[known].Name} is not known everywhere after {limit.TotalSeconds:0} s");
            }

            World.Run(s_look);
        }

        return World.Now - began;
    }

    /// <summary>Moves a host that is drawn to the second port of a leaf that is drawn, where it announces itself; returns the host.</summary>
    public SimHost MoveOne() => Move(static (_, _) => true);

    /// <summary>Moves a host that is drawn, and returns the virtual time from its announcement until the last node leads to its new leaf.</summary>
    public TimeSpan Converge(bool acrossSites)
    {
        SimHost host = Move((from, to) => from != to == acrossSites);
        Instant moved = World.Now;
        return World.RunUntil(() => IsKnownEverywhere(host), TimeSpan.FromSeconds(5))
            ? World.Now - moved
            : throw new SimulationException($"{host.Name} is not known everywhere 5 s after its move");
    }

    /// <summary>Sets how long a frame takes between sites.</summary>
    public void SetInterconnectDelay(TimeSpan delay)
    {
        foreach (SimLink link in World.Links.Where(static link => link.IsInterconnect))
        {
            link.Forward.Quality = link.Forward.Quality with { Delay = delay };
            link.Back.Quality = link.Back.Quality with { Delay = delay };
        }
    }

    private SimHost Move(Func<Site, Site, bool> isWanted)
    {
        SimHost host = _hosts[_random.Next(_hosts.Length)];
        SimNode at = World.Node(host.Place!.Value.Node);
        SimNode leaf;
        do
        {
            leaf = World.Nodes[_random.Next(World.Nodes.Count)];
        }
        while (leaf.Plan.Node.Role != NodeRole.Leaf || leaf == at || !isWanted(at.Plan.Node.Site, leaf.Plan.Node.Site));
        World.Move(host, new LinkEnd(leaf.Name, "swp2"), oldPortLosesCarrier: false);
        host.Do((_, stack, effects) => stack.Announce(HostAnnouncement.GratuitousRequest, effects));
        return host;
    }

    /// <summary>True when a packet to a host ends at the leaf where it is, wherever it starts and whichever of equal ways it takes.</summary>
    public bool IsKnownEverywhere(SimHost host)
    {
        IpAddress address = host.Stack.Setup.Addresses[0].Address;
        string leaf = host.Place!.Value.Node;
        _leads.Clear();

        // Who did not know last time mostly does not know yet.
        if (_lastToKnow is { } last && !Leads(last, address, leaf))
        {
            return false;
        }

        foreach (SimNode node in World.Nodes)
        {
            if (!Leads(node, address, leaf))
            {
                _lastToKnow = node;
                return false;
            }
        }

        return true;
    }

    private bool Leads(SimNode node, IpAddress address, string leaf)
    {
        if (_leads.TryGetValue(node, out bool known))
        {
            return known;
        }

        // Until it is known better: a walk that comes back here leads nowhere.
        _leads[node] = false;
        bool leads = node.Plane.FindRoute(VrfId.Default, address) switch
        {
            { Match.IsHost: true, Entry: PlaneEntry.Binding } => node.Name == leaf,
            { Match.IsHost: true, IsDiscard: false, NextHops: { IsEmpty: false } hops } => hops.All(
                hop => SimWorld.PeerOf(node, hop.Port) is string peer && Leads(World.Node(peer), address, leaf)),
            _ => false,
        };
        _leads[node] = leads;
        return leads;
    }

    /// <summary>Hosts that are known everywhere stay so; each is looked at until it is.</summary>
    private int CountKnown(int known)
    {
        while (known < _hosts.Length && IsKnownEverywhere(_hosts[known]))
        {
            known++;
        }

        return known;
    }
}
