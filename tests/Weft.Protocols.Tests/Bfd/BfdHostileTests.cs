using Weft.Model;
using Weft.Protocols.Bfd;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Tests.Bfd;

public sealed class BfdHostileTests
{
    private readonly BfdLink _link = new BfdLink().RunUntilUp();

    [Fact]
    public void A_packet_that_crossed_a_router_is_refused()
    {
        Expect(BfdCounter.HopLimit, BfdFrames.From(_link.B, _link.A, Down, hopLimit: 254));
    }

    [Fact]
    public void A_packet_of_another_sender_is_refused()
    {
        BfdEnd stranger = new(7, new BfdTiming(TimeSpan.FromMilliseconds(50), 3), 5);
        Expect(BfdCounter.OtherPeer, BfdFrames.From(stranger, _link.A, Down));
    }

    [Fact]
    public void A_packet_with_a_discriminator_that_is_not_ours_is_refused()
    {
        Expect(BfdCounter.UnknownSession, BfdFrames.From(_link.B, _link.A, Down with { YourDiscriminator = _link.A.Session.Discriminator + 1 }));
    }

    [Fact]
    public void A_packet_without_our_discriminator_must_not_claim_more_than_down()
    {
        Expect(BfdCounter.Faulty, BfdFrames.From(_link.B, _link.A, Down with { State = BfdState.Up, YourDiscriminator = 0 }));
        Assert.Equal(1, _link.A.Engine.Faults[BfdFault.YourDiscriminator]);
    }

    [Fact]
    public void An_authenticated_packet_is_refused()
    {
        byte[] frame = BfdFrames.From(_link.B, _link.A, Down);
        byte[] longer = [.. frame, 1, 4, 1, 2];
        int bfd = frame.Length - BfdPacket.Length;
        longer[bfd + 1] |= (byte)BfdFlags.Authentication;
        longer[bfd + 3] += 4;
        longer[EthernetHeader.Length + 5] += 4;
        longer[EthernetHeader.Length + Ipv6Header.Length + 5] += 4;
        Expect(BfdCounter.Authenticated, longer);
    }

    [Fact]
    public void A_packet_of_a_port_without_session_is_counted()
    {
        BfdEnd lonely = new(0, new BfdTiming(TimeSpan.FromMilliseconds(50), 3), 5);
        lonely.PortUp();
        lonely.Deliver(BfdFrames.From(_link.B, _link.A, Down));
        Assert.Equal(1, lonely.Engine.Counters[BfdCounter.UnknownSession]);
        Assert.Empty(lonely.Outbox);
    }

    [Fact]
    public void A_flood_of_polls_is_answered_within_bounds()
    {
        byte[] poll = BfdFrames.From(_link.B, _link.A, BfdFrames.PacketOf(_link.B) with { Flags = BfdFlags.Poll });
        _link.A.Sent.Clear();
        for (int i = 0; i < 10_000; i++)
        {
            _link.Inject(_link.A, poll);
        }

        Assert.InRange(_link.A.Sent.Count, 1, BfdLimits.UnscheduledBurst);
        Assert.Equal(10_000, _link.A.Engine.Counters[BfdCounter.PollsAnswered] - PollsBefore + _link.A.Engine.Counters[BfdCounter.UnscheduledRefused]);
        Assert.Equal(BfdState.Up, _link.A.Session.State);
    }

    [Fact]
    public void A_neighbour_that_flaps_on_and_on_makes_bounded_packets_and_events()
    {
        BfdPacket down = Down with { YourDiscriminator = 0 };
        BfdPacket init = Down with { State = BfdState.Init, YourDiscriminator = _link.A.Session.Discriminator };
        _link.B.IsDaemonAlive = false;
        _link.A.Sent.Clear();
        _link.A.Events.Clear();
        for (int i = 0; i < 5_000; i++)
        {
            _link.Inject(_link.A, BfdFrames.From(_link.B, _link.A, down));
            _link.Inject(_link.A, BfdFrames.From(_link.B, _link.A, init));
        }

        Assert.InRange(_link.A.Sent.Count, 1, BfdLimits.UnscheduledBurst);
        Assert.InRange(_link.A.Events.Count, 1, BfdLimits.EventBurst);
        Assert.True(_link.A.Engine.Counters[BfdCounter.EventsSuppressed] > 1_000);
    }

    [Fact]
    public void Handling_a_packet_allocates_nothing()
    {
        byte[] frame = BfdFrames.From(_link.B, _link.A, BfdFrames.PacketOf(_link.B));
        Handle(frame, 1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Handle(frame, 10_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private BfdPacket Down => BfdFrames.PacketOf(_link.B) with { State = BfdState.Down };

    private static long PollsBefore => 1;

    private void Handle(byte[] frame, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _link.A.Engine.HandleFrame(_link.Now, BfdEnd.Port, frame, _link.A);
        }
    }

    private void Expect(BfdCounter counter, byte[] frame)
    {
        long before = _link.A.Engine.Counters[counter];
        _link.Inject(_link.A, frame);
        Assert.Equal(before + 1, _link.A.Engine.Counters[counter]);
        Assert.Equal((BfdState.Up, Liveness.Up), (_link.A.Session.State, _link.A.Liveness));
    }
}
