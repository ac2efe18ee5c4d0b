using CsCheck;
using Weft.Model;
using Weft.Protocols.Bfd;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Tests.Bfd;

public sealed class BfdSessionTests
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void A_session_comes_up_in_a_few_round_trips_and_then_runs_at_the_configured_pace()
    {
        BfdLink link = new BfdLink().Hear().Run(1);
        Assert.Equal((BfdState.Up, BfdState.Up), (link.A.Session.State, link.B.Session.State));
        Assert.Equal((Liveness.Up, Liveness.Up), (link.A.Liveness, link.B.Liveness));
        link.Run(1_000);
        Assert.Equal((s_interval, s_interval * 3), (link.A.Session.TransmitInterval, link.A.Session.DetectionTime));
        Assert.Equal(link.A.Session.Discriminator, link.B.Session.RemoteDiscriminator);
        Assert.NotEqual(link.A.Session.Discriminator, link.B.Session.Discriminator);
        Assert.Single(link.A.Events.OfType<BfdSessionChanged>());
    }

    [Fact]
    public void Until_it_is_up_a_session_sends_once_a_second_and_wants_no_more()
    {
        BfdLink link = new BfdLink { CutFromB = true }.Hear().Run(20);
        link.B.IsDaemonAlive = false;
        link.A.Hear(link.B);
        link.Run(10_000);
        Assert.InRange(link.A.Sent.Count, 10, 15);
        Assert.All(link.A.Sent, static sent => Assert.Equal(
            (BfdState.Down, 1_000_000u, 0u, BfdFlags.None),
            (sent.Packet.State, sent.Packet.DesiredMinTransmitMicroseconds, sent.Packet.YourDiscriminator, sent.Packet.Flags)));
    }

    [Fact]
    public void A_session_that_comes_up_polls_until_it_is_answered_and_no_longer()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        Assert.Contains(link.A.Sent, static sent => sent.Packet.Flags == BfdFlags.Poll);
        Assert.Contains(link.A.Sent, static sent => sent.Packet.Flags == BfdFlags.Final);
        Assert.DoesNotContain(link.A.Sent, static sent => sent.Packet.Flags == (BfdFlags.Poll | BfdFlags.Final));
        Assert.DoesNotContain(link.A.Sent.Where(sent => sent.At > new Instant(100_000_000)), static sent => sent.Packet.Flags != BfdFlags.None);
    }

    [Fact]
    public void Periodic_packets_keep_to_75_to_100_percent_of_the_interval() =>
        Gen.Select(Gen.ULong, Gen.Int[50, 400], Gen.Int[2, 10]).Sample((seed, milliseconds, multiplier) =>
        {
            TimeSpan interval = TimeSpan.FromMilliseconds(milliseconds);
            BfdLink link = new(new BfdTiming(interval, multiplier), seed: seed);
            link.RunUntilUp().Run(20 * milliseconds);
            AssertGaps(link.A, new Instant(3_000_000_000), interval * 0.75, interval);
        }, iter: 40);

    [Fact]
    public void With_a_multiplier_of_1_no_gap_is_longer_than_90_percent()
    {
        BfdLink link = new BfdLink(new BfdTiming(s_interval, 1)).RunUntilUp().Run(5_000);
        AssertGaps(link.A, new Instant(3_000_000_000), s_interval * 0.75, s_interval * 0.9);
        Assert.Equal(BfdState.Up, link.A.Session.State);
    }

    [Fact]
    public void The_slower_of_both_wishes_sets_the_pace_of_each_direction()
    {
        BfdLink link = new BfdLink(new BfdTiming(s_interval, 3), new BfdTiming(TimeSpan.FromMilliseconds(200), 5)).RunUntilUp();
        Assert.Equal(TimeSpan.FromMilliseconds(200), link.A.Session.TransmitInterval);
        Assert.Equal(TimeSpan.FromMilliseconds(1_000), link.A.Session.DetectionTime);
        Assert.Equal(TimeSpan.FromMilliseconds(600), link.B.Session.DetectionTime);
    }

    [Fact]
    public void A_neighbour_that_changes_its_intervals_while_up_is_answered_and_followed_at_once()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.A.Sent.Clear();
        link.Inject(link.A, BfdFrames.From(link.B, link.A, BfdFrames.PacketOf(link.B) with
        {
            Flags = BfdFlags.Poll, DesiredMinTransmitMicroseconds = 300_000, RequiredMinReceiveMicroseconds = 400_000, DetectMultiplier = 4,
        }));
        Assert.Equal(BfdFlags.Final, Assert.Single(link.A.Sent).Packet.Flags);
        Assert.Equal(TimeSpan.FromMilliseconds(400), link.A.Session.TransmitInterval);
        Assert.Equal(TimeSpan.FromMilliseconds(1_200), link.A.Session.DetectionTime);

        link.Inject(link.A, BfdFrames.From(link.B, link.A, BfdFrames.PacketOf(link.B)));
        link.A.Sent.Clear();
        link.Run(60);
        Assert.NotEmpty(link.A.Sent);
        Assert.Equal(BfdState.Up, link.A.Session.State);
    }

    [Fact]
    public void A_neighbour_that_wants_no_periodic_packets_gets_none()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.B.IsDaemonAlive = false;
        link.Inject(link.A, BfdFrames.From(link.B, link.A, BfdFrames.PacketOf(link.B) with { RequiredMinReceiveMicroseconds = 0 }));
        link.A.Sent.Clear();
        link.Run(140);
        Assert.Empty(link.A.Sent);
    }

    [Fact]
    public void Loss_of_single_packets_ends_no_session_and_says_nothing()
    {
        BfdLink link = new BfdLink(new BfdTiming(s_interval, 5)) { Loss = 50 }.RunUntilUp();
        link.Run(60_000);
        Assert.Equal((BfdState.Up, BfdState.Up), (link.A.Session.State, link.B.Session.State));
        Assert.Equal([Liveness.Up], link.A.Told.Select(static told => told.Liveness));
    }

    [Fact]
    public void A_session_ends_with_its_port_and_without_a_verdict_about_the_path()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.A.Engine.HandlePort(link.Now, BfdEnd.Port, new PortStatus(false, link.A.Mac, link.A.LinkLocal, 1500), link.A);
        Assert.Empty(link.A.Engine.Sessions());
        Assert.Equal(Liveness.Unknown, link.A.Liveness);
        Assert.Equal(Instant.Never, link.A.Engine.NextDeadline);
    }

    [Fact]
    public void A_neighbour_that_is_not_heard_any_more_is_forgotten_after_a_minute()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        (link.B.IsDaemonAlive, link.B.IsKernelAlive) = (false, false);
        link.Run(58_000);
        Assert.Single(link.A.Engine.Sessions());
        link.Run(5_000);
        Assert.Empty(link.A.Engine.Sessions());
        Assert.Equal(Liveness.Unknown, link.A.Liveness);
    }

    [Fact]
    public void An_unwatched_port_has_no_session_and_a_port_without_address_has_none()
    {
        BfdEnd end = new(0, new BfdTiming(s_interval, 3), 1);
        BfdEnd other = new(1, new BfdTiming(s_interval, 3), 2);
        end.Hear(other);
        Assert.Empty(end.Engine.Sessions());
        Assert.Empty(end.Outbox);
    }

    private static void AssertGaps(BfdEnd end, Instant from, TimeSpan shortest, TimeSpan longest)
    {
        Instant[] times = [.. end.Sent.Where(sent => sent.At > from && sent.Packet.Flags == BfdFlags.None).Select(static sent => sent.At)];
        Assert.True(times.Length > 5);
        for (int i = 1; i < times.Length; i++)
        {
            Assert.InRange(times[i] - times[i - 1], shortest, longest);
        }
    }
}
