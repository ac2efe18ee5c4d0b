using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Puts a large world to work, for measurements: lets every host announce itself, moves hosts, and says when all nodes know.</summary>
public sealed class SimLoad
{
    private readonly RandomSource _random;
    private readonly SimHost[] _hosts;

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

        if (!WaitUntilKnown(limit))
        {
            throw new SimulationException($"{Missing()} routes to hosts are missing after {limit.TotalSeconds:0} s");
        }

        return World.Now - began;
    }

    /// <summary>Moves a host that is drawn to the second port of a leaf that is drawn, where it announces itself; returns the host.</summary>
    public SimHost MoveOne()
    {
        SimHost host = _hosts[_random.Next(_hosts.Length)];
        SimNode leaf;
        do
        {
            leaf = World.Nodes[_random.Next(World.Nodes.Count)];
        }
        while (leaf.Plan.Node.Role != NodeRole.Leaf || leaf.Name == host.Place?.Node);
        World.Move(host, new LinkEnd(leaf.Name, "swp2"), oldPortLosesCarrier: false);
        host.Do((_, stack, effects) => stack.Announce(HostAnnouncement.GratuitousRequest, effects));
        return host;
    }

    /// <summary>True when every node leads to the leaf where a host is.</summary>
    public bool IsKnownEverywhere(SimHost host)
    {
        IpAddress address = host.Stack.Setup.Addresses[0].Address;
        string leaf = host.Place!.Value.Node;
        foreach (SimNode node in World.Nodes)
        {
            PlaneRoute? route = node.Plane.FindRoute(VrfId.Default, address);
            bool isLocal = route is { Entry: PlaneEntry.Binding };
            if (route is null || !route.Match.IsHost || isLocal != (node.Name == leaf))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many routes to hosts there should be and are not.</summary>
    public long Missing() => World.Nodes.Sum(node => (long)Math.Max(0, _hosts.Length - node.Plane.Tables.Routes.Rows.Keys.Count(key => key.Prefix.IsHost) - node.Plane.Hosts.Count));

    private bool WaitUntilKnown(TimeSpan limit)
    {
        Instant end = World.Now + limit;
        while (World.Now < end)
        {
            World.Run(TimeSpan.FromMilliseconds(100));
            if (World.Nodes.All(node => node.Plane.Tables.Routes.Count + node.Plane.Hosts.Count >= _hosts.Length) && _hosts.All(host => IsKnownAt(host)))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsKnownAt(SimHost host) =>
        World.Node(host.Place!.Value.Node).Plane.FindRoute(VrfId.Default, host.Stack.Setup.Addresses[0].Address) is { Entry: PlaneEntry.Binding };
}
