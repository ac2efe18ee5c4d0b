using System.Collections.Immutable;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What can be seen of a simulated fabric.</summary>
internal sealed class SimView(SimStage stage) : IStoryView
{
    private SimWorld World => stage.World;

    public LinkEnd? PlaceOf(string host) => World.Host(host).Place;

    public INodeRoutes RoutesOf(string name)
    {
        SimRouter? router = World.Routers.FirstOrDefault(item => item.Name == name);
        return router is null ? World.Device(name).Routes : new SimRouterRoutes(router);
    }

    public ImmutableArray<ForwardingPath> Trace(Pair pair, AddressFamily family, int flows, TimeSpan patience) =>
        stage.Tracer.Trace(World.Host(pair.From), pair.To, stage.AddressOf(pair.To, family), flows, patience);

    public ForwardingPath Trace(string from, IpAddress to, TimeSpan patience) =>
        stage.Tracer.Trace(World.Host(from), to.ToString(), to, 1, patience)[0];

    public int Exchange(Pair pair, AddressFamily family, int flows, TimeSpan patience)
    {
        SimHost asker = World.Host(pair.From);
        IpAddress target = stage.AddressOf(pair.To, family);
        ExchangeWatch watch = new(asker);
        stage.Observe(watch);
        for (int i = 0; i < flows; i++)
        {
            ProbeFlow request = new(stage.NextNumber(), ProbeKind.Answered, target, patience) { Limit = 1 };
            watch.Add(request);
            asker.Do((now, stack, effects) => stack.Start(now, request, effects));
            World.Run(PacketTracer.Apart);
        }

        World.RunUntil(() => watch.Answered == flows, patience);
        stage.Ignore(watch);
        watch.End();
        return watch.Answered;
    }

    public NeighborAnswers Ask(string host, IpAddress target, TimeSpan listening)
    {
        SimHost asker = World.Host(host);
        FabricHost origin = asker.Origin ?? throw new StoryException($"{host} is a client; ask a host of the fabric");
        IpAddress own = origin.Addresses.First(address => address.Address.Family == target.Family).Address;
        Listener listener = new(asker, target);
        stage.Observe(listener);
        asker.SendRaw(target.IsIpv6 ? HostFrames.Solicitation(origin.Mac, own, target) : HostFrames.ArpRequest(origin.Mac, own, target));
        World.Run(listening);
        stage.Ignore(listener);
        return new NeighborAnswers(listener.Questions, [.. listener.Macs]);
    }

    public MacAddress? NeighborOf(string host, IpAddress address) =>
        World.Host(host).Stack.TryGetNeighbor(World.Now, address, out NeighborView neighbor) ? neighbor.Mac : null;

    public ImmutableArray<LearnedMac> LearnedVirtualMacs()
    {
        ImmutableArray<LearnedMac>.Builder learned = ImmutableArray.CreateBuilder<LearnedMac>();
        foreach (IWorldNode node in World.Devices)
        {
            learned.AddRange(node.LearnedVirtualMacs(World.Now).Select(entry => new LearnedMac(node.Name, entry.Mac, entry.Port)));
        }

        return learned.ToImmutable();
    }

    public PingAnswer? Ping(string from, IpAddress to, byte hopLimit, TimeSpan patience)
    {
        SimHost asker = World.Host(from);
        ProbeFlow flow = new(stage.NextNumber(), ProbeKind.Ping, to, patience) { Limit = 1, HopLimit = hopLimit };
        PingWatch watch = new(asker, flow);
        stage.Observe(watch);
        asker.Do((now, stack, effects) => stack.Start(now, flow, effects));
        stage.WaitUntil(() => watch.Answer is not null, patience);
        stage.Ignore(watch);
        return watch.Answer;
    }

    public ImmutableArray<string> HearersOf(string host, TimeSpan listening)
    {
        SimHost speaker = World.Host(host);
        byte[] broadcast = HostFrames.Broadcast(speaker.Origin ?? throw new StoryException($"{host} is a client; ask a host of the fabric"));
        BroadcastWatch watch = new(speaker, broadcast);
        stage.Observe(watch);
        speaker.SendRaw(broadcast);
        World.Run(listening);
        stage.Ignore(watch);
        return [.. watch.Hearers];
    }

    public long RouteChangesOf(string router) => World.Router(router).RouteVersion;

    public ImmutableArray<ToldEvent> EventsOf(string node) => stage.Events.Of(World.Device(node).Name);

    /// <summary>Hears the questions of a host for an address, and their answers.</summary>
    private sealed class Listener(SimHost host, IpAddress target) : IWorldObserver
    {
        public int Questions { get; private set; }

        public List<MacAddress> Macs { get; } = [];

        public void Passed(Instant now, SimHost from, bool isFromHost, ReadOnlySpan<byte> frame)
        {
            if (from != host)
            {
                return;
            }

            if (isFromHost)
            {
                Questions += NeighborTalk.IsQuestion(frame, target) ? 1 : 0;
            }
            else if (NeighborTalk.Answer(frame, target) is MacAddress mac)
            {
                Macs.Add(mac);
            }
        }
    }
}
