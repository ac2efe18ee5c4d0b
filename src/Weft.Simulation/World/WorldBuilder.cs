using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Builds the actors of a world and what joins them, in the order of the fabric file.</summary>
internal sealed class WorldBuilder(SimWorld world, SimScheduler scheduler, Rim rim)
{
    // A machine has been up for at most so long when the world begins.
    private static readonly TimeSpan s_oldestClock = TimeSpan.FromDays(100);

    private readonly RandomSource _random = new(world.Options.Seed);
    private int _directions;
    private int _routerPorts;
    private int _clients;

    public void Build()
    {
        AddNodes();
        foreach (FabricLink link in world.Fabric.Links)
        {
            AddLink(link.A, PortOf(link.A), link.B, PortOf(link.B), link.IsInterconnect);
        }

        foreach (OutsideRouter router in world.Fabric.Outside)
        {
            AddRouter(router);
        }

        AddHosts();
        foreach (IWorldNode node in world.Devices)
        {
            scheduler.PlanAction(scheduler.Now + _random.Between(TimeSpan.Zero, world.Options.StartSpread), node.Start);
        }
    }

    private void AddNodes()
    {
        ClassicNetwork? classic = world.Options.Model is StoryModel model ? new ClassicNetwork(world.Fabric, model) : null;
        foreach (FabricNode node in world.Fabric.Nodes)
        {
            NodePlan plan = NodePlanner.Derive(world.Listed, node.Name);
            IWorldNode added = classic is null ? AddNode(plan) : AddClassic(plan, classic);
            foreach (PortPlan port in plan.Ports)
            {
                if (port.FacesHosts)
                {
                    AccessLeg leg = new(scheduler, new LinkEnd(node.Name, port.Name), new SimPort(added.Number, port.Index.Value), world.Options.AccessDelay);
                    added.Connect(port.Index, leg);
                    world.Add(leg);
                }
            }
        }

        classic?.Complete();
        world.Network = classic;
    }

    private SimNode AddNode(NodePlan plan)
    {
        int drift = world.Options.ClockDriftPerMillion;
        NodeClock clock = drift == 0 ? default : new NodeClock(
            _random.Between(TimeSpan.Zero, s_oldestClock).Ticks * 100, _random.Next((2 * drift) + 1) - drift);
        SimNode node = new(scheduler, plan, world.Options, clock, _random.NextUInt64() >> 32);
        world.Add(node);
        return node;
    }

    private ClassicNode AddClassic(NodePlan plan, ClassicNetwork network)
    {
        ClassicNode node = new(scheduler, plan, network, _random.NextUInt64() >> 32);
        network.Add(node);
        world.Add(node);
        return node;
    }

    private void AddLink(LinkEnd a, SimPort from, LinkEnd b, SimPort to, bool isInterconnect)
    {
        LinkQuality quality = LinkQuality.Of(isInterconnect ? world.Options.InterconnectDelay : world.Options.FabricDelay);
        LinkDirection forward = Direction(a.Node, b.Node, to, quality);
        LinkDirection back = Direction(b.Node, a.Node, from, quality);
        world.Device(a.Node).Connect(new PortIndex(from.Port), forward);
        world.Device(b.Node).Connect(new PortIndex(to.Port), back);
        world.Add(new SimLink(a, b, forward, back, isInterconnect));
    }

    private LinkDirection Direction(string from, string to, SimPort end, LinkQuality quality) =>
        new(scheduler, new RandomSource(_random.NextUInt64()), from, to, _directions++, end, quality);

    private SimPort PortOf(LinkEnd end)
    {
        IWorldNode node = world.Device(end.Node);
        return new SimPort(node.Number, node.Plan.FindPort(end.Port)!.Index.Value);
    }

    private void AddRouter(OutsideRouter plan)
    {
        SimRouter router = new(scheduler, plan);
        world.Add(router);
        for (int number = 0; number < plan.Sessions.Length; number++)
        {
            AddSession(router, plan.Sessions[number], number);
        }

        foreach (OutsideClient client in plan.Clients)
        {
            AddClient(router, client);
        }
    }

    private void AddSession(SimRouter router, OutsideSession session, int number)
    {
        IWorldNode edge = world.Device(session.Edge.Node);
        PortPlan port = edge.Plan.FindPort(session.Edge.Port)!;
        MacAddress mac = DerivedMac.OfRouter(++_routerPorts);
        LinkQuality quality = LinkQuality.Of(world.Options.AccessDelay);
        SimPort edgeEnd = new(edge.Number, port.Index.Value);
        SimPort routerEnd = new(router.Number, (ushort)number);
        LinkDirection forward = Direction(edge.Name, router.Name, routerEnd, quality);
        LinkDirection back = Direction(router.Name, edge.Name, edgeEnd, quality);
        edge.Connect(port.Index, forward);
        router.AddPort(new RouterPort(mac, [.. session.RouterAddresses.Select(address => address.Address)], back));
        RouterHop hop = new((ushort)number, edge.MacOf(port.Index));
        router.AddSession(hop);
        foreach (GatewayAddress address in session.EdgeAddresses)
        {
            router.Attach(address.Address, hop);
        }

        edge.SetOutsideNeighbors(port.Index, mac, session.RouterAddresses);
        SimLink link = new(session.Edge, new LinkEnd(router.Name, session.RouterPort), forward, back, isInterconnect: false);
        world.Add(link);
        rim.Add(new RimSession { Number = number, Edge = edge, Port = port, Router = router, Plan = session, Link = link });
    }

    private void AddClient(SimRouter router, OutsideClient client)
    {
        ushort port = (ushort)(router.Plan.Sessions.Length + router.Plan.Clients.IndexOf(client));
        MacAddress mac = DerivedMac.OfClient(++_clients);
        AccessLeg leg = new(scheduler, new LinkEnd(router.Name, client.Name), new SimPort(router.Number, port), world.Options.AccessDelay);
        router.AddPort(new RouterPort(DerivedMac.OfRouter(++_routerPorts), [.. client.RouterAddresses.Select(address => address.Address)], leg));
        foreach (GatewayAddress address in client.Addresses)
        {
            router.Attach(address.Address, new RouterHop(port, mac));
        }

        SimHost host = new(scheduler, client.Name, mac, new HostStack(HostSetup.For(client, mac), new RandomSource(_random.NextUInt64())), null);
        world.Add(host);
        host.Plug(leg, VlanId.Untagged);
    }

    private void AddHosts()
    {
        foreach (FabricHost plan in world.Fabric.Hosts)
        {
            HostSetup setup = world.Options.Unlisted.Contains(plan.Name) ? HostSetup.Without(plan) : HostSetup.For(plan);
            SimHost host = new(scheduler, plan.Name, plan.Mac, new HostStack(setup, new RandomSource(_random.NextUInt64())), plan);
            world.Add(host);
            if (plan.At is LinkEnd place)
            {
                host.Plug(world.Leg(place), world.TagAt(host, place));
            }
        }
    }
}
