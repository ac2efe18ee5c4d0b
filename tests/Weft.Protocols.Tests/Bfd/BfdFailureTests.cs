using Weft.Model;
using Weft.Protocols.Bfd;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Tests.Bfd;

/// <summary>A silent neighbour, a dead path and the difference.</summary>
public sealed class BfdFailureTests
{
    private static readonly TimeSpan s_detection = TimeSpan.FromMilliseconds(150);

    [Fact]
    public void A_path_that_fails_without_loss_of_carrier_is_lost_within_the_detection_time_on_both_sides()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        Instant cut = link.Now;
        (link.CutFromA, link.CutFromB) = (true, true);
        link.Run(160);
        foreach (BfdEnd end in new[] { link.A, link.B })
        {
            (Instant at, Liveness liveness) = end.Told[^1];
            Assert.Equal(Liveness.Lost, liveness);
            Assert.InRange(at - cut, s_detection - TimeSpan.FromMilliseconds(50), s_detection);
            Assert.Equal((BfdState.Down, BfdDiagnostic.DetectionTimeExpired), (end.Session.State, end.Session.Diagnostic));
            Assert.Equal("bfd-down", end.Events[^1].Kind);
        }
    }

    [Fact]
    public void At_the_detection_time_nothing_has_happened_and_one_tick_later_the_session_is_down()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.Run(1);
        link.CutFromB = true;
        Instant last = link.B.Sent.Last(sent => sent.At + link.Delay <= link.Now).At + link.Delay;
        link.Run((last + s_detection - link.Now).TotalMilliseconds - 0.001);
        Assert.Equal(BfdState.Up, link.A.Session.State);
        link.Run(0.002);
        Assert.Equal(BfdState.Down, link.A.Session.State);
    }

    [Fact]
    public void A_path_that_fails_in_one_direction_is_lost_on_both_sides()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        Instant cut = link.Now;
        link.CutFromB = true;
        link.Run(300);
        Assert.Equal((Liveness.Lost, Liveness.Lost), (link.A.Liveness, link.B.Liveness));
        Assert.InRange(link.A.Told[^1].At - cut, TimeSpan.FromMilliseconds(100), s_detection);

        // B is told by A and then asks A's kernel, whose answer would come if the path were good.
        Assert.InRange(link.B.Told[^1].At - cut, TimeSpan.FromMilliseconds(100), s_detection * 1.5 + TimeSpan.FromMilliseconds(1));
        Assert.Equal(BfdDiagnostic.NeighborSignaledDown, link.B.Session.Diagnostic);
    }

    [Fact]
    public void A_killed_daemon_before_a_living_kernel_is_no_lost_path()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.B.IsDaemonAlive = false;
        link.Run(10_000);
        Assert.Equal(BfdState.Down, link.A.Session.State);
        Assert.DoesNotContain(link.A.Told, static told => told.Liveness == Liveness.Lost);
        Assert.Equal(Liveness.Unknown, link.A.Liveness);
        Assert.Single(link.A.Events.OfType<NeighborSilent>());
        Assert.Equal(1, link.A.Engine.Counters[BfdCounter.NeighborsSilent]);
    }

    [Fact]
    public void While_the_neighbours_daemon_is_dead_its_path_is_still_watched()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.B.IsDaemonAlive = false;
        link.Run(1_000);
        Instant cut = link.Now;
        link.CutFromA = true;
        link.Run(200);
        Assert.Equal(Liveness.Lost, link.A.Liveness);
        Assert.InRange(link.A.Told[^1].At - cut, TimeSpan.FromMilliseconds(90), s_detection + TimeSpan.FromMilliseconds(1));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(2_000)]
    public void A_restarted_daemon_comes_back_with_a_new_discriminator_and_the_path_was_never_lost(int deadForMilliseconds)
    {
        BfdLink link = new BfdLink().RunUntilUp();
        uint before = link.B.Session.Discriminator;
        link.B.IsDaemonAlive = false;
        link.Run(deadForMilliseconds);
        link.B.Restart(seed: 99);
        link.B.PortUp();
        link.B.Hear(link.A);
        link.Run(1_500);
        Assert.Equal((BfdState.Up, BfdState.Up), (link.A.Session.State, link.B.Session.State));
        Assert.NotEqual(before, link.B.Session.Discriminator);
        Assert.Equal(link.B.Session.Discriminator, link.A.Session.RemoteDiscriminator);
        Assert.DoesNotContain(link.A.Told, static told => told.Liveness == Liveness.Lost);
        Assert.Equal(Liveness.Up, link.A.Liveness);
    }

    [Fact]
    public void A_daemon_that_slept_takes_what_waits_for_it_before_it_judges()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        List<byte[]> waiting = [];
        link.A.IsDaemonAlive = false;
        for (int i = 0; i < 10; i++)
        {
            waiting.Add(BfdFrames.From(link.B, link.A, BfdFrames.PacketOf(link.B)));
            link.Run(50);
        }

        link.A.IsDaemonAlive = true;
        waiting.ForEach(link.A.Deliver);
        link.Run(2_000);
        Assert.DoesNotContain(link.A.Told, static told => told.Liveness == Liveness.Lost);
        Assert.DoesNotContain(link.B.Told, static told => told.Liveness == Liveness.Lost);
        Assert.Equal((BfdState.Up, BfdState.Up), (link.A.Session.State, link.B.Session.State));
    }

    [Fact]
    public void A_late_loop_gives_the_neighbours_kernel_time_to_answer()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.B.IsDaemonAlive = false;
        link.A.IsDaemonAlive = false;
        link.Run(1_000);
        link.A.IsDaemonAlive = true;
        link.Run(1_000);
        Assert.DoesNotContain(link.A.Told, static told => told.Liveness == Liveness.Lost);
        Assert.Equal(BfdState.Down, link.A.Session.State);
    }

    [Fact]
    public void Administrative_down_is_a_wish_and_no_failure()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.B.IsDaemonAlive = false;
        link.Inject(link.A, BfdFrames.From(link.B, link.A, BfdFrames.PacketOf(link.B) with
        {
            State = BfdState.AdminDown, Diagnostic = BfdDiagnostic.AdministrativelyDown,
        }));
        Assert.Equal(BfdState.Down, link.A.Session.State);
        Assert.Equal(Liveness.Unknown, link.A.Liveness);
        Assert.Equal(0, link.A.Engine.Counters[BfdCounter.PathProbes]);
    }

    [Fact]
    public void A_daemon_that_stops_in_order_says_that_its_silence_is_a_wish()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        link.B.Engine.Shutdown(link.B);
        link.B.IsDaemonAlive = false;
        link.Flush();
        link.Run(1);
        Assert.Equal((BfdState.Down, BfdState.AdminDown), (link.A.Session.State, link.A.Session.RemoteState));
        Assert.Equal(BfdDiagnostic.AdministrativelyDown, Assert.IsType<BfdSessionChanged>(link.A.Events[^1]).Remote);
        link.Run(500);
        Assert.Equal([Liveness.Up, Liveness.Unknown], link.A.Told.Select(static told => told.Liveness));

        link.B.Restart(seed: 7);
        link.B.PortUp();
        link.Run(1_100);
        Assert.Equal(Liveness.Up, link.A.Liveness);
    }

    [Fact]
    public void A_lost_path_that_heals_is_up_again()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        (link.CutFromA, link.CutFromB) = (true, true);
        link.Run(5_000);
        (link.CutFromA, link.CutFromB) = (false, false);
        link.Run(1_200);
        Assert.Equal([Liveness.Up, Liveness.Lost, Liveness.Up], link.A.Told.Select(static told => told.Liveness));
        Assert.Equal([Liveness.Up, Liveness.Lost, Liveness.Up], link.B.Told.Select(static told => told.Liveness));
    }
}
