using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>The neighbour table for IPv4: when Linux asks, believes, doubts and gives up.</summary>
public sealed class ArpCacheTests
{
    private static readonly IpAddress A = IpAddress.Parse("10.1.0.11");
    private static readonly IpAddress B = IpAddress.Parse("10.1.0.12");
    private readonly HostWire _wire = new();
    private readonly WiredHost _a;
    private readonly WiredHost _b;

    public ArpCacheTests()
    {
        _a = _wire.Add("a", 1, "10.1.0.11/24");
        _b = _wire.Add("b", 2, "10.1.0.12/24");
        _wire.Run(TimeSpan.FromSeconds(10));
        _wire.Sent.Clear();
    }

    [Fact]
    public void The_first_packet_asks_waits_and_leaves_with_the_answer()
    {
        Speak();
        Assert.Equal(NudState.Incomplete, _a.StateOf("10.1.0.12"));
        _wire.Run(TimeSpan.FromMilliseconds(1));

        Assert.Equal(["ARP, Request who-has 10.1.0.12 tell 10.1.0.11", "ARP, Reply 10.1.0.12 is-at 02:00:00:00:00:02"], ArpSent());
        Assert.Equal(NudState.Reachable, _a.StateOf("10.1.0.12"));
        Assert.Equal(NudState.Stale, _b.StateOf("10.1.0.11"));
        Assert.Single(_b.Arrivals);
    }

    [Fact]
    public void Nobody_is_asked_three_times_a_second_apart_and_given_up_a_second_later()
    {
        IpAddress nobody = IpAddress.Parse("10.1.0.99");
        Instant asked = _wire.Now;
        Speak(nobody);
        Speak(nobody);
        _wire.RunUntil(Before(asked + TimeSpan.FromSeconds(3)));
        Assert.Equal([0.0, 1.0, 2.0], _wire.Sent.Select(item => (item.At - asked).TotalSeconds));
        Assert.Equal(NudState.Incomplete, _a.StateOf("10.1.0.99"));

        _wire.RunUntil(asked + TimeSpan.FromSeconds(3));
        Assert.Equal(NudState.Failed, _a.StateOf("10.1.0.99"));
        Assert.Equal(new StackEvent(StackEventKind.NeighborFailed, nobody), Assert.Single(_a.Events, item => item.Kind == StackEventKind.NeighborFailed));
        Assert.Equal(2, _a.Stack.Counters[StackCounter.NeighborUnresolved]);
    }

    [Fact]
    public void A_failed_entry_is_asked_anew_by_the_next_packet()
    {
        Speak(IpAddress.Parse("10.1.0.99"));
        _wire.Run(TimeSpan.FromSeconds(20));
        _wire.Sent.Clear();
        Speak(IpAddress.Parse("10.1.0.99"));
        Assert.Equal(["ARP, Request who-has 10.1.0.99 tell 10.1.0.11"], ArpSent());
        Assert.Equal(NudState.Incomplete, _a.StateOf("10.1.0.99"));
    }

    [Fact]
    public void A_reachable_entry_is_stale_one_tick_after_its_time()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Instant confirmed = _wire.Sent[1].At + TimeSpan.FromMicroseconds(10);
        Instant limit = ReachableLimit(confirmed);
        Assert.InRange(limit - confirmed, TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(45));

        _wire.RunUntil(limit);
        Assert.Equal(NudState.Reachable, _a.StateOf("10.1.0.12"));
        _wire.RunUntil(new Instant(limit.Nanoseconds + 1));
        Assert.Equal(NudState.Stale, _a.StateOf("10.1.0.12"));
    }

    [Fact]
    public void A_stale_entry_is_used_doubted_for_five_seconds_and_then_probed_by_unicast()
    {
        MakeStale();
        Instant used = _wire.Now;
        Speak();
        Assert.Equal(NudState.Delay, _a.StateOf("10.1.0.12"));
        _wire.RunUntil(Before(used + TimeSpan.FromSeconds(5)));
        Assert.Equal(NudState.Delay, _a.StateOf("10.1.0.12"));
        Assert.Empty(ArpSent());
        Assert.Equal(2, _b.Arrivals.Count);

        _wire.RunUntil(used + TimeSpan.FromSeconds(5));
        Assert.Equal(NudState.Probe, _a.StateOf("10.1.0.12"));
        Assert.Equal(HostWire.Mac(2), MacAddress.Read(_wire.Sent[^1].Frame));
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(NudState.Reachable, _a.StateOf("10.1.0.12"));
    }

    [Fact]
    public void Three_unicast_probes_without_an_answer_end_in_failure_eight_seconds_after_the_use()
    {
        MakeStale();
        _b.Stack.SetLink(_wire.Now, isUp: false);
        Instant used = _wire.Now;
        Speak();
        _wire.RunUntil(Before(used + TimeSpan.FromSeconds(8)));
        Assert.Equal(NudState.Probe, _a.StateOf("10.1.0.12"));
        Assert.Equal([5.0, 6.0, 7.0], ArpTimes(used));
        _wire.RunUntil(used + TimeSpan.FromSeconds(8));
        Assert.Equal(NudState.Failed, _a.StateOf("10.1.0.12"));
    }

    [Fact]
    public void Another_reply_within_the_lock_time_changes_nothing_and_one_tick_later_it_does()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Instant updated = _wire.Sent[1].At + TimeSpan.FromMicroseconds(10);
        byte[] other = Frame(HostWire.Mac(1), HostWire.Mac(9), ArpPacket.Reply(HostWire.Mac(9), B, HostWire.Mac(1), A));

        _wire.RunUntil(updated + NeighborTiming.Lock);
        _a.Hears(other);
        Assert.Equal(HostWire.Mac(2), _a.MacOf("10.1.0.12"));

        _wire.RunUntil(new Instant((updated + NeighborTiming.Lock).Nanoseconds + 1));
        _a.Hears(other);
        Assert.Equal(HostWire.Mac(9), _a.MacOf("10.1.0.12"));
    }

    [Fact]
    public void Gratuitous_arp_changes_an_entry_at_once_in_both_forms_and_makes_none()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(8), ArpPacket.Announcement(HostWire.Mac(8), B)));
        Assert.Equal((HostWire.Mac(8), NudState.Stale), (_a.MacOf("10.1.0.12")!.Value, _a.StateOf("10.1.0.12")!.Value));
        _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(9), ArpPacket.AnnouncementReply(HostWire.Mac(9), B)));
        Assert.Equal(HostWire.Mac(9), _a.MacOf("10.1.0.12"));

        _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(7), ArpPacket.Announcement(HostWire.Mac(7), IpAddress.Parse("10.1.0.77"))));
        Assert.Null(_a.StateOf("10.1.0.77"));
    }

    [Fact]
    public void A_reply_form_whose_target_mac_is_another_is_no_announcement_and_waits_for_the_lock()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(9), ArpPacket.Reply(HostWire.Mac(9), B, MacAddress.Broadcast, B)));
        Assert.Equal(HostWire.Mac(2), _a.MacOf("10.1.0.12"));
    }

    [Fact]
    public void A_question_for_the_host_makes_an_entry_and_overrides_one_without_waiting()
    {
        IpAddress c = IpAddress.Parse("10.1.0.13");
        _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(3), ArpPacket.Request(HostWire.Mac(3), c, A)));
        Assert.Equal((HostWire.Mac(3), NudState.Stale), (_a.MacOf("10.1.0.13")!.Value, _a.StateOf("10.1.0.13")!.Value));
        _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(4), ArpPacket.Request(HostWire.Mac(4), c, A)));
        Assert.Equal(HostWire.Mac(4), _a.MacOf("10.1.0.13"));
    }

    [Fact]
    public void A_question_for_somebody_else_makes_no_entry() =>
        Assert.Null(After(() => _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(3), ArpPacket.Request(HostWire.Mac(3), IpAddress.Parse("10.1.0.13"), B)))).StateOf("10.1.0.13"));

    [Fact]
    public void A_probe_without_sender_is_answered_and_leaves_no_entry()
    {
        _a.Hears(Frame(MacAddress.Broadcast, HostWire.Mac(3), ArpPacket.Request(HostWire.Mac(3), IpAddress.Ipv4Any, A)));
        Assert.Equal(["ARP, Reply 10.1.0.11 is-at 02:00:00:00:00:01"], ArpSent());
        Assert.Empty(_a.Stack.Neighbors(_wire.Now));
    }

    [Fact]
    public void Packets_that_wait_too_many_push_out_the_oldest()
    {
        const int Fits = NeighborTiming.QueueOctets / (512 + 256);
        IpAddress late = IpAddress.Parse("10.1.0.13");
        for (int i = 0; i < Fits + 3; i++)
        {
            Speak(late, i);
        }

        WiredHost c = _wire.Add("c", 3, "10.1.0.13/24");
        _wire.Run(TimeSpan.FromSeconds(2));
        Assert.Equal(3, _a.Stack.Counters[StackCounter.NeighborUnresolved]);
        Assert.Equal(Enumerable.Range(3, Fits).Select(number => (long)number), c.Arrivals.Select(item => item.Probe.Sequence));
    }

    [Fact]
    public void A_full_table_takes_no_more_while_all_are_being_asked_and_collects_those_that_failed()
    {
        for (int i = 0; i < NeighborTiming.TableLimit + 1; i++)
        {
            Speak(IpAddress.Ipv4(0x0A01_0000 + (uint)(i % 200) + 50));
        }

        Assert.Equal(0, _a.Stack.Counters[StackCounter.NeighborTableFull]);
        WiredHost wide = _wire.Add("wide", 5, "10.8.0.1/16");
        for (uint i = 0; i <= NeighborTiming.TableLimit; i++)
        {
            Speak(wide, IpAddress.Ipv4(0x0A08_0100 + i), 0);
        }

        Assert.Equal(1, wide.Stack.Counters[StackCounter.NeighborTableFull]);
        Assert.Equal(NeighborTiming.TableLimit, wide.Stack.Neighbors(_wire.Now).Count());
        _wire.Run(TimeSpan.FromSeconds(4));
        Speak(wide, IpAddress.Parse("10.8.99.1"), 0);
        Assert.Single(wide.Stack.Neighbors(_wire.Now));
    }

    [Fact]
    public void Losing_the_carrier_forgets_every_neighbour()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        _a.Stack.SetLink(_wire.Now, isUp: false);
        Assert.Empty(_a.Stack.Neighbors(_wire.Now));
    }

    private static byte[] Frame(MacAddress destination, MacAddress source, ArpPacket packet)
    {
        byte[] frame = new byte[FrameWriter.MaximumLength];
        return frame[..FrameWriter.Arp(frame, destination, source, packet)];
    }

    private static Instant Before(Instant instant) => new(instant.Nanoseconds - 1);

    private void Speak() => Speak(B);

    private void Speak(IpAddress to, long number = 0) => Speak(_a, to, number);

    private void Speak(WiredHost from, IpAddress to, long number)
    {
        Span<byte> payload = stackalloc byte[ProbePayload.Length];
        ProbePayload.Write(payload, new ProbeArrival(1, number, _wire.Now));
        from.Stack.SendUdp(_wire.Now, 40_000, to, ProbePayload.OneWayPort, payload, from);
    }

    private void MakeStale()
    {
        Speak();
        _wire.Run(TimeSpan.FromSeconds(50));
        Assert.Equal(NudState.Stale, _a.StateOf("10.1.0.12"));
        _wire.Sent.Clear();
    }

    private Instant ReachableLimit(Instant confirmed)
    {
        // Looking does not change when it ends, so the limit can be searched for.
        long low = confirmed.Nanoseconds;
        long high = (confirmed + TimeSpan.FromSeconds(46)).Nanoseconds;
        while (high - low > 1)
        {
            long middle = low + ((high - low) / 2);
            ArpCacheTests twin = new();
            twin.Speak();
            twin._wire.RunUntil(new Instant(middle));
            (low, high) = twin._a.StateOf("10.1.0.12") == NudState.Reachable ? (middle, high) : (low, middle);
        }

        return new Instant(low);
    }

    private WiredHost After(Action action)
    {
        action();
        return _a;
    }

    private string[] ArpSent() => [.. _wire.Sent.Where(item => IsArp(item.Frame)).Select(item => FramePrinter.Print(item.Frame).Split(": ")[1])];

    private double[] ArpTimes(Instant since) => [.. _wire.Sent.Where(item => IsArp(item.Frame)).Select(item => (item.At - since).TotalSeconds)];

    private static bool IsArp(byte[] frame) => frame[12] == 0x08 && frame[13] == 0x06;
}
