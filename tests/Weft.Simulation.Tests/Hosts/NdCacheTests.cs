using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests.Hosts;

/// <summary>Neighbour discovery: RFC 4861 section 7.2.5, clause by clause, and RFC 4862 section 5.4.</summary>
public sealed class NdCacheTests
{
    private static readonly IpAddress A = IpAddress.Parse("2001:db8:1::11");
    private static readonly IpAddress B = IpAddress.Parse("2001:db8:1::12");
    private static readonly MacAddress Other = HostWire.Mac(9);
    private readonly HostWire _wire = new();
    private readonly WiredHost _a;
    private readonly WiredHost _b;

    public NdCacheTests()
    {
        _a = _wire.Add("a", 1, "2001:db8:1::11/64");
        _b = _wire.Add("b", 2, "2001:db8:1::12/64");
        _wire.Run(TimeSpan.FromSeconds(10));
        _wire.Sent.Clear();
    }

    [Fact]
    public void The_first_packet_asks_the_group_and_the_answer_overrides_and_is_solicited()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(NudState.Reachable, State);
        Assert.Single(_b.Arrivals);
        Assert.Equal(MacAddress.Parse("33:33:ff:00:00:12"), MacAddress.Read(_wire.Sent[0].Frame));
        Assert.Contains("flags [Override, Solicited], destination link-address 02:00:00:00:00:02", _wire.SentBy(_b)[0]);
    }

    [Fact]
    public void Who_asks_by_unicast_is_answered_without_override_and_without_a_mac()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        _wire.Sent.Clear();
        _b.Hears(Solicitation(HostWire.Mac(2), B));
        string answer = Assert.Single(_wire.SentBy(_b));
        Assert.EndsWith("tgt is 2001:db8:1::12, flags [Solicited]", answer);
    }

    [Fact]
    public void Answering_makes_the_asker_a_neighbour_whose_reachability_is_then_probed()
    {
        Speak();
        _wire.Run(TimeSpan.FromSeconds(4));
        Assert.Equal(NudState.Delay, _b.StateOf("2001:db8:1::11"));
        _wire.Run(TimeSpan.FromSeconds(2));
        Assert.Contains(_wire.SentBy(_b), frame => frame.Contains("neighbor solicitation, who has 2001:db8:1::11"));
        Assert.Equal(NudState.Reachable, _b.StateOf("2001:db8:1::11"));
    }

    [Theory]
    [InlineData(NeighborFlags.Override | NeighborFlags.Solicited, NudState.Reachable, true)]
    [InlineData(NeighborFlags.Override, NudState.Stale, true)]
    [InlineData(NeighborFlags.Solicited, NudState.Stale, false)]
    [InlineData(NeighborFlags.None, NudState.Stale, false)]
    public void An_advertisement_of_another_mac_to_a_reachable_entry(NeighborFlags flags, NudState expected, bool changes)
    {
        Resolve();
        _a.Hears(Advertisement(flags, Other));
        Assert.Equal(expected, State);
        Assert.Equal(changes ? Other : HostWire.Mac(2), _a.MacOf("2001:db8:1::12"));
    }

    [Theory]
    [InlineData(NeighborFlags.Solicited)]
    [InlineData(NeighborFlags.None)]
    public void Without_override_another_mac_says_nothing_to_an_entry_that_is_not_reachable(NeighborFlags flags)
    {
        Resolve();
        _wire.Run(TimeSpan.FromSeconds(50));
        Assert.Equal(NudState.Stale, State);
        _a.Hears(Advertisement(flags, Other));
        Assert.Equal((NudState.Stale, HostWire.Mac(2)), (State!.Value, _a.MacOf("2001:db8:1::12")!.Value));
    }

    [Theory]
    [InlineData(NeighborFlags.Solicited, NudState.Reachable)]
    [InlineData(NeighborFlags.None, NudState.Stale)]
    public void An_incomplete_entry_takes_the_first_mac_whatever_override_says(NeighborFlags flags, NudState expected)
    {
        _b.Stack.SetLink(_wire.Now, isUp: false);
        Speak();
        _a.Hears(Advertisement(flags, Other));
        Assert.Equal((expected, Other), (State!.Value, _a.MacOf("2001:db8:1::12")!.Value));
        Assert.Equal(Other, MacAddress.Read(_wire.Sent[^1].Frame));
    }

    [Fact]
    public void An_advertisement_without_a_mac_confirms_what_is_known_and_cannot_complete_what_is_not()
    {
        _b.Stack.SetLink(_wire.Now, isUp: false);
        Speak();
        _a.Hears(Advertisement(NeighborFlags.Solicited, mac: null));
        Assert.Equal(NudState.Incomplete, State);
        _a.Hears(Advertisement(NeighborFlags.None, Other));
        _a.Hears(Advertisement(NeighborFlags.Solicited, mac: null));
        Assert.Equal((NudState.Reachable, Other), (State!.Value, _a.MacOf("2001:db8:1::12")!.Value));
    }

    [Fact]
    public void An_advertisement_for_an_unknown_or_failed_neighbour_is_ignored()
    {
        _a.Hears(Advertisement(NeighborFlags.Override, Other));
        Assert.Null(State);
        _b.Stack.SetLink(_wire.Now, isUp: false);
        Speak();
        _wire.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(NudState.Failed, State);
        _a.Hears(Advertisement(NeighborFlags.Override, Other));
        Assert.Equal(NudState.Failed, State);
    }

    [Fact]
    public void The_router_flag_follows_the_last_advertisement_that_was_believed()
    {
        Resolve();
        Assert.False(IsRouter);
        _a.Hears(Advertisement(NeighborFlags.Router | NeighborFlags.Override, Other));
        Assert.True(IsRouter);
        _a.Hears(Advertisement(NeighborFlags.None, HostWire.Mac(3)));
        Assert.True(IsRouter);
        _a.Hears(Advertisement(NeighborFlags.Override, Other));
        Assert.False(IsRouter);
    }

    [Fact]
    public void Detection_waits_a_second_for_an_objection_and_uses_the_address_at_its_end()
    {
        WiredHost c = _wire.Add("c", 3, new HostOptions { DetectsDuplicates = true }, "2001:db8:1::13/64");
        OwnAddress own = c.Stack.Addresses[0];
        _wire.Run(TimeSpan.FromSeconds(3));
        (Instant at, _, byte[] frame) = _wire.Sent.First(item => item.From == "c" && FramePrinter.Print(item.Frame).Contains("who has 2001:db8:1::13"));
        Assert.Contains("IP6 :: > ff02::1:ff00:13", FramePrinter.Print(frame));
        Assert.Equal(OwnAddressState.Ready, own.State);
        Assert.Contains(new StackEvent(StackEventKind.AddressReady, own.Address), c.Events);

        ReplayUntil(new Instant((at + HostStack.DetectionWait).Nanoseconds - 1), OwnAddressState.Tentative);
        ReplayUntil(at + HostStack.DetectionWait, OwnAddressState.Ready);
    }

    [Fact]
    public void The_owner_of_an_address_objects_to_one_who_checks_it()
    {
        WiredHost thief = _wire.Add("thief", 3, new HostOptions { DetectsDuplicates = true }, "2001:db8:1::11/64");
        _wire.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(OwnAddressState.Duplicate, thief.Stack.Addresses[0].State);
        Assert.Contains(new StackEvent(StackEventKind.AddressDuplicate, A, HostWire.Mac(1)), thief.Events);
        Assert.Contains(_wire.SentBy(_a), frame => frame.Contains("ff02::1, hlim 255") && frame.Contains("flags [Override]"));
        Assert.False(thief.Stack.IsOnLink(B));
    }

    [Fact]
    public void Of_two_that_check_one_address_at_once_the_one_that_hears_the_other_leaves_it()
    {
        HostOptions options = new() { DetectsDuplicates = true };
        WiredHost c = _wire.Add("c", 3, options, "2001:db8:1::20/64");
        WiredHost d = _wire.Add("d", 4, options, "2001:db8:1::20/64");
        _wire.Run(TimeSpan.FromSeconds(3));
        OwnAddressState[] states = [c.Stack.Addresses[0].State, d.Stack.Addresses[0].State];
        Assert.Equal([OwnAddressState.Ready, OwnAddressState.Duplicate], states.Order());
    }

    [Fact]
    public void A_probe_of_its_own_that_comes_back_is_no_objection_but_one_of_a_clone_is()
    {
        WiredHost c = _wire.Add("c", 3, new HostOptions { DetectsDuplicates = true }, "2001:db8:1::13/64");
        int seen = 0;
        for (Instant end = _wire.Now + TimeSpan.FromSeconds(1); _wire.Now < end;)
        {
            _wire.Run(TimeSpan.FromMilliseconds(10));
            foreach ((_, string from, byte[] frame) in _wire.Sent[seen..])
            {
                if (from == "c")
                {
                    c.Hears(frame);
                }
            }

            seen = _wire.Sent.Count;
        }

        Assert.Equal(OwnAddressState.Tentative, c.Stack.Addresses[0].State);
        byte[] clones = new byte[128];
        c.Hears(clones[..FrameWriter.DuplicateAddressDetection(clones, HostWire.Mac(3), c.Stack.Addresses[0].Address, [1, 2, 3, 4, 5, 6])]);
        Assert.Equal(OwnAddressState.Duplicate, c.Stack.Addresses[0].State);
    }

    private static void ReplayUntil(Instant end, OwnAddressState expected)
    {
        NdCacheTests twin = new();
        WiredHost c = twin._wire.Add("c", 3, new HostOptions { DetectsDuplicates = true }, "2001:db8:1::13/64");
        twin._wire.RunUntil(end);
        Assert.Equal(expected, c.Stack.Addresses[0].State);
    }

    private NudState? State => _a.StateOf("2001:db8:1::12");

    private bool IsRouter => _a.Stack.TryGetNeighbor(_wire.Now, B, out NeighborView neighbor) && neighbor.IsRouter;

    private void Resolve()
    {
        Speak();
        _wire.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(NudState.Reachable, State);
    }

    private void Speak()
    {
        Span<byte> payload = stackalloc byte[ProbePayload.Length];
        ProbePayload.Write(payload, new ProbeArrival(1, 0, _wire.Now));
        _a.Stack.SendUdp(_wire.Now, 40_000, B, ProbePayload.OneWayPort, payload, _a);
    }

    private static byte[] Solicitation(MacAddress destination, IpAddress target)
    {
        byte[] frame = new byte[128];
        return frame[..FrameWriter.NeighborSolicitation(frame, destination, HostWire.Mac(1), A, target, target, HostWire.Mac(1))];
    }

    private static byte[] Advertisement(NeighborFlags flags, MacAddress? mac)
    {
        byte[] frame = new byte[128];
        NeighborMessage message = new(flags, B);
        int length = mac is MacAddress given
            ? FrameWriter.NeighborAdvertisement(frame, HostWire.Mac(1), Other, B, A, message, given)
            : FrameWriter.NeighborAdvertisement(frame, HostWire.Mac(1), Other, B, A, message);
        return frame[..length];
    }
}
