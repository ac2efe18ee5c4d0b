using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>Routing, echo, flows, announcements, and the life of a host as a machine.</summary>
public sealed class HostStackTests
{
    private readonly HostWire _wire = new();

    [Theory]
    [InlineData("10.1.0.12", ProbeKind.OneWay)]
    [InlineData("2001:db8:1::12", ProbeKind.OneWay)]
    [InlineData("10.1.0.12", ProbeKind.Answered)]
    [InlineData("2001:db8:1::12", ProbeKind.Answered)]
    [InlineData("10.1.0.12", ProbeKind.Ping)]
    [InlineData("2001:db8:1::12", ProbeKind.Ping)]
    public void Two_hosts_on_one_wire_hear_every_probe(string destination, ProbeKind kind)
    {
        (WiredHost a, WiredHost b) = Pair();
        ProbeFlow flow = new(7, kind, IpAddress.Parse(destination), TimeSpan.FromMilliseconds(10)) { Limit = 100 };
        Instant began = _wire.Now;
        a.Stack.Start(_wire.Now, flow, a);
        _wire.Run(TimeSpan.FromSeconds(2));

        WiredHost noter = kind == ProbeKind.OneWay ? b : a;
        Assert.Equal(Enumerable.Range(0, 100).Select(number => (long)number), noter.Arrivals.Select(item => item.Probe.Sequence));
        Assert.All(noter.Arrivals, item => Assert.Equal(7, item.Probe.Flow));
        Assert.All(noter.Arrivals, item => Assert.Equal(began + (TimeSpan.FromMilliseconds(10) * item.Probe.Sequence), item.Probe.SentAt));
        Assert.Equal((100L, 0L), (flow.Next, flow.Refused));
    }

    [Fact]
    public void What_is_not_on_the_link_goes_to_the_gateway_of_its_family()
    {
        WiredHost a = _wire.Add("a", 1, new HostOptions { Gateways = ["10.1.0.1", "2001:db8:1::1"] }, "10.1.0.11/24", "2001:db8:1::11/64");
        WiredHost gateway = _wire.Add("gateway", 100, "10.1.0.1/24", "2001:db8:1::1/64");
        a.Stack.SendUdp(_wire.Now, 1, IpAddress.Parse("10.9.0.1"), 2, [], a);
        a.Stack.SendUdp(_wire.Now, 1, IpAddress.Parse("2001:db8:9::1"), 2, [], a);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(2, gateway.Stack.Counters[StackCounter.OtherAddress]);
        Assert.Equal(HostWire.Mac(100), a.MacOf("10.1.0.1"));
        Assert.Null(a.StateOf("10.9.0.1"));
    }

    [Fact]
    public void Without_a_gateway_what_is_not_on_the_link_stays()
    {
        WiredHost a = _wire.Add("a", 1, "10.1.0.11/24");
        Assert.False(a.Stack.SendUdp(_wire.Now, 1, IpAddress.Parse("10.9.0.1"), 2, [], a));
        Assert.Equal(1, a.Stack.Counters[StackCounter.NoRoute]);
    }

    [Theory]
    [InlineData("10.1.0.12")]
    [InlineData("2001:db8:1::12")]
    public void A_port_where_nobody_listens_is_refused_six_times_and_then_once_a_second(string destination)
    {
        (WiredHost a, WiredHost b) = Pair();
        for (int i = 0; i < 10; i++)
        {
            a.Stack.SendUdp(_wire.Now, 1, IpAddress.Parse(destination), 9, [1, 2, 3], a);
        }

        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HostStack.ErrorBurst, a.Events.Count(item => item.Kind == StackEventKind.ErrorReceived));
        Assert.Equal(10, b.Stack.Counters[StackCounter.NoListener]);
        _wire.Run(TimeSpan.FromSeconds(1));
        a.Stack.SendUdp(_wire.Now, 1, IpAddress.Parse(destination), 9, [1, 2, 3], a);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(HostStack.ErrorBurst + 1, a.Events.Count(item => item.Kind == StackEventKind.ErrorReceived));
    }

    [Fact]
    public void A_host_that_comes_up_announces_every_address_and_its_link_local_one_after_its_check()
    {
        WiredHost a = _wire.Add("a", 1, new HostOptions { Announces = true }, "10.1.0.11/24", "2001:db8:1::11/64");
        _wire.Run(TimeSpan.FromSeconds(3));
        Assert.Collection(
            _wire.SentBy(a),
            frame => Assert.Contains("ARP, Announcement 10.1.0.11 is-at 02:00:00:00:00:01", frame),
            frame => Assert.Contains("tgt is 2001:db8:1::11, flags [Override]", frame),
            frame => Assert.Contains("IP6 :: > ff02::1:ff00:1,", frame),
            frame => Assert.Contains("tgt is fe80::ff:fe00:1, flags [Override]", frame));
    }

    [Fact]
    public void A_host_announces_itself_in_every_form()
    {
        (WiredHost a, _) = Pair();
        _wire.Sent.Clear();
        a.Stack.Announce(HostAnnouncement.GratuitousRequest, a);
        a.Stack.Announce(HostAnnouncement.GratuitousReply, a);
        a.Stack.Announce(HostAnnouncement.Rarp, a);
        Assert.Collection(
            _wire.SentBy(a),
            frame => Assert.Contains("ARP, Announcement 10.1.0.11", frame),
            frame => Assert.Contains("tgt is 2001:db8:1::11, flags [Override]", frame),
            frame => Assert.Contains("ARP, Reply 10.1.0.11 is-at", frame),
            frame => Assert.Contains("tgt is 2001:db8:1::11, flags [Override]", frame),
            frame => Assert.Contains("RARP, Request who-is 02:00:00:00:00:01 tell 02:00:00:00:00:01", frame));
    }

    [Fact]
    public void Asking_brings_an_answer_whatever_the_table_holds()
    {
        (WiredHost a, _) = Pair();
        a.Stack.Ask(IpAddress.Parse("10.1.0.12"), a);
        a.Stack.Ask(IpAddress.Parse("2001:db8:1::12"), a);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(
            [
                new StackEvent(StackEventKind.NeighborAnswered, IpAddress.Parse("10.1.0.12"), HostWire.Mac(2)),
                new StackEvent(StackEventKind.NeighborAnswered, IpAddress.Parse("2001:db8:1::12"), HostWire.Mac(2)),
            ],
            a.Events.Where(item => item.Kind == StackEventKind.NeighborAnswered));
    }

    [Fact]
    public void An_address_that_nobody_has_is_free_after_three_probes_and_two_seconds_of_silence()
    {
        (WiredHost a, _) = Pair();
        _wire.Sent.Clear();
        a.Stack.ProbeAddress(_wire.Now, IpAddress.Parse("10.1.0.77"));
        _wire.Run(TimeSpan.FromSeconds(8));
        Instant[] probes = [.. _wire.Sent.Select(item => item.At)];
        Assert.Equal(3, probes.Length);
        Assert.All(_wire.SentBy(a), frame => Assert.Contains("ARP, Probe 10.1.0.77", frame));
        Assert.All([probes[1] - probes[0], probes[2] - probes[1]], gap => Assert.InRange(gap, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
        Assert.Contains(new StackEvent(StackEventKind.AddressFree, IpAddress.Parse("10.1.0.77")), a.Events);
    }

    [Fact]
    public void An_address_that_somebody_has_is_taken()
    {
        (WiredHost a, _) = Pair();
        a.Stack.ProbeAddress(_wire.Now, IpAddress.Parse("10.1.0.12"));
        _wire.Run(TimeSpan.FromSeconds(8));
        Assert.Contains(new StackEvent(StackEventKind.AddressTaken, IpAddress.Parse("10.1.0.12"), HostWire.Mac(2)), a.Events);
        Assert.DoesNotContain(a.Events, item => item.Kind == StackEventKind.AddressFree);
    }

    [Fact]
    public void Of_two_that_check_one_address_at_the_same_time_only_one_may_have_it()
    {
        (WiredHost a, WiredHost b) = Pair();
        a.Stack.ProbeAddress(_wire.Now, IpAddress.Parse("10.1.0.78"));
        b.Stack.ProbeAddress(_wire.Now, IpAddress.Parse("10.1.0.78"));
        _wire.Run(TimeSpan.FromSeconds(8));
        StackEventKind[] kinds = [.. a.Events.Concat(b.Events).Where(item => item.Address == IpAddress.Parse("10.1.0.78")).Select(item => item.Kind)];
        Assert.Equal([StackEventKind.AddressFree, StackEventKind.AddressTaken], kinds.Order());
    }

    [Fact]
    public void A_frozen_host_hears_nothing_and_its_clock_stands_still()
    {
        (WiredHost a, WiredHost b) = Pair();
        ProbeFlow flow = new(1, ProbeKind.OneWay, IpAddress.Parse("10.1.0.12"), TimeSpan.FromSeconds(1));
        a.Stack.Start(_wire.Now, flow, a);
        _wire.Run(TimeSpan.FromSeconds(2.5));
        a.Stack.Freeze(_wire.Now);
        Assert.Equal(Instant.Never, a.Stack.NextDeadline);
        b.Stack.Ask(IpAddress.Parse("10.1.0.11"), b);
        NudState? before = a.StateOf("10.1.0.12");
        _wire.Run(TimeSpan.FromSeconds(100));
        Assert.Equal(before, a.StateOf("10.1.0.12"));
        Assert.Equal((3L, 1L), (flow.Next, a.Stack.Counters[StackCounter.NotListening]));

        a.Stack.Thaw(_wire.Now);
        Instant thawed = _wire.Now;
        _wire.Run(TimeSpan.FromSeconds(0.6));
        Assert.Equal(4L, flow.Next);
        Assert.Equal(thawed + TimeSpan.FromSeconds(0.5), b.Arrivals[^1].Probe.SentAt);
    }

    [Fact]
    public void A_host_that_was_shut_down_starts_anew()
    {
        (WiredHost a, WiredHost b) = Pair();
        a.Stack.Start(_wire.Now, new ProbeFlow(1, ProbeKind.OneWay, IpAddress.Parse("10.1.0.12"), TimeSpan.FromSeconds(1)), a);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        a.Stack.ShutDown();
        Assert.Equal(Instant.Never, a.Stack.NextDeadline);
        Assert.Empty(a.Stack.Neighbors(_wire.Now));
        b.Stack.Ask(IpAddress.Parse("10.1.0.11"), b);
        _wire.Run(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(b.Events, item => item.Kind == StackEventKind.NeighborAnswered);

        a.Stack.Boot(_wire.Now, a);
        b.Stack.Ask(IpAddress.Parse("10.1.0.11"), b);
        _wire.Run(TimeSpan.FromSeconds(2));
        Assert.Contains(b.Events, item => item.Kind == StackEventKind.NeighborAnswered);
        Assert.Single(b.Arrivals);
    }

    [Fact]
    public void A_host_answers_for_an_address_from_when_it_gets_it_until_it_is_taken_away()
    {
        (WiredHost a, WiredHost b) = Pair();
        IpAddress second = IpAddress.Parse("10.1.0.21");
        a.Stack.AddAddress(_wire.Now, new GatewayAddress(second, 24), detect: false, a);
        b.Stack.Ask(second, b);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Single(b.Events, item => item.Address == second);
        Assert.True(a.Stack.RemoveAddress(second));
        b.Stack.Ask(second, b);
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Single(b.Events, item => item.Address == second);
        Assert.False(a.Stack.RemoveAddress(second));
    }

    [Fact]
    public void What_is_not_for_the_host_is_counted_and_left()
    {
        (WiredHost a, WiredHost b) = Pair();
        long others = a.Stack.Counters[StackCounter.OtherDestination];
        a.Hears([1, 2, 3]);
        byte[] tagged = new byte[64];
        new EthernetHeader(HostWire.Mac(1), HostWire.Mac(2), EtherType.Ipv4).Write(tagged, [VlanTag.ForVlan(new VlanId(10))]);
        a.Hears(tagged);
        byte[] spanningTree = new byte[60];
        new EthernetHeader(MacAddress.Parse("01:80:c2:00:00:00"), HostWire.Mac(2), (EtherType)38).Write(spanningTree);
        a.Hears(spanningTree);
        Assert.Equal((1L, 2L), (a.Stack.Counters[StackCounter.Malformed], a.Stack.Counters[StackCounter.OtherDestination] - others));

        b.Stack.SendUdp(_wire.Now, 1, IpAddress.Parse("10.1.0.11"), 7001, new byte[24], b, source: IpAddress.Parse("10.1.0.11"));
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(1, a.Stack.Counters[StackCounter.OwnSource]);
    }

    [Fact]
    public void Hosts_of_a_fabric_file_take_the_gateways_that_suit_their_addresses()
    {
        Fabric fabric = FabricFile.Load(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fabrics", "one-rack.yaml"))).Fabric!;
        HostSetup setup = HostSetup.For(fabric.Hosts[0]);
        ImmutableArray<IpAddress> expected = [IpAddress.Parse("10.1.0.1"), IpAddress.Parse("2001:db8:1::1")];
        Assert.Equal(expected, setup.Gateways);
    }

    [Fact]
    public void Steady_flows_and_streams_allocate_nothing()
    {
        Sink sink = new();
        HostStack a = Booted(1, "10.1.0.11", sink);
        HostStack b = Booted(2, "10.1.0.12", sink);
        sink.A = a;
        sink.B = b;
        a.Start(Instant.Zero, new ProbeFlow(1, ProbeKind.OneWay, IpAddress.Parse("10.1.0.12"), TimeSpan.FromMilliseconds(1)), sink);
        a.Start(Instant.Zero, new ProbeFlow(2, ProbeKind.Ping, IpAddress.Parse("10.1.0.12"), TimeSpan.FromMilliseconds(1)), sink);
        a.Start(Instant.Zero, new ProbeFlow(3, ProbeKind.Answered, IpAddress.Parse("10.1.0.12"), TimeSpan.FromMilliseconds(1)), sink);
        StreamReceiver receiver = b.Listen(8001);
        a.Connect(Instant.Zero, IpAddress.Parse("10.1.0.12"), 8001, TimeSpan.FromMilliseconds(1), sink);
        sink.Run(TimeSpan.FromSeconds(60));
        long streamed = receiver.Received;
        long arrived = sink.Count;
        long before = GC.GetAllocatedBytesForCurrentThread();
        sink.Run(TimeSpan.FromSeconds(2));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(6_000, sink.Count - arrived);
        Assert.Equal(2_000 * StreamSender.ChunkLength, receiver.Received - streamed);
        Assert.Equal(0, allocated);
    }

    private static HostStack Booted(int number, string address, Sink sink)
    {
        HostSetup setup = new() { Name = $"h{number}", Mac = HostWire.Mac(number), Addresses = [new GatewayAddress(IpAddress.Parse(address), 24)] };
        HostStack stack = new(setup, new RandomSource((ulong)number));
        stack.SetLink(Instant.Zero, isUp: true);
        stack.Boot(Instant.Zero, sink);
        return stack;
    }

    private (WiredHost A, WiredHost B) Pair()
    {
        WiredHost a = _wire.Add("a", 1, "10.1.0.11/24", "2001:db8:1::11/64");
        WiredHost b = _wire.Add("b", 2, "10.1.0.12/24", "2001:db8:1::12/64");
        _wire.Run(TimeSpan.FromSeconds(3));
        return (a, b);
    }

    /// <summary>Two hosts and a few buffers between them, made beforehand.</summary>
    private sealed class Sink : IHostEffects
    {
        private readonly byte[][] _buffers = [.. Enumerable.Range(0, 16).Select(_ => new byte[1514])];
        private readonly int[] _lengths = new int[16];
        private int _first;
        private int _count;
        private Instant _now;

        public HostStack? A { get; set; }

        public HostStack? B { get; set; }

        public long Count { get; private set; }

        public void Run(TimeSpan duration)
        {
            Instant end = _now + duration;
            while (Instant.Min(A!.NextDeadline, B!.NextDeadline) is Instant next && next <= end)
            {
                _now = next;
                A.HandleTimer(_now, this);
                B.HandleTimer(_now, this);
                while (_count > 0)
                {
                    _count--;
                    ReadOnlySpan<byte> frame = _buffers[_first].AsSpan(0, _lengths[_first]);
                    HostStack receiver = MacAddress.Read(frame[6..]) == A.Mac ? B : A;
                    _first = (_first + 1) % _buffers.Length;
                    receiver.Receive(_now, frame, this);
                }
            }

            _now = end;
        }

        public void Send(ReadOnlySpan<byte> frame)
        {
            int slot = (_first + _count) % _buffers.Length;
            frame.CopyTo(_buffers[slot]);
            _lengths[slot] = frame.Length;
            _count++;
        }

        public void Arrived(in ProbeArrival probe) => Count++;

        public void Emit(in StackEvent stackEvent)
        {
        }
    }
}
