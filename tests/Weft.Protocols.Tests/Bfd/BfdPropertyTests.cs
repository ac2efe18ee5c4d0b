using CsCheck;
using Weft.Model;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Tests.Bfd;

/// <summary>Whatever happens to the daemons and to the cable, in whatever order.</summary>
public sealed class BfdPropertyTests
{
    private enum Fate
    {
        CutFromA,
        CutFromB,
        Heal,
        KillA,
        KillB,
        RestartA,
        RestartB,
        Wait,
    }

    private static readonly Gen<(Fate Fate, int Milliseconds)[]> s_fates =
        Gen.Select(Gen.Int[0, 7].Select(static value => (Fate)value), Gen.Int[1, 1_500]).Array[1, 25];

    [Fact]
    public void After_everything_is_well_again_both_sessions_are_up_and_say_so() => Gen.Select(s_fates, Gen.ULong).Sample((fates, seed) =>
    {
        BfdLink link = new BfdLink(seed: seed).Hear();
        foreach ((Fate fate, int milliseconds) in fates)
        {
            Play(link, fate, seed);
            link.Run(milliseconds);
        }

        Play(link, Fate.Heal, seed);
        Play(link, Fate.RestartA, seed);
        Play(link, Fate.RestartB, seed);
        link.Run(6_000);
        Assert.Equal((BfdState.Up, BfdState.Up), (link.A.Session.State, link.B.Session.State));
        Assert.Equal((Liveness.Up, Liveness.Up), (link.A.Liveness, link.B.Liveness));
        Assert.Equal(link.A.Session.Discriminator, link.B.Session.RemoteDiscriminator);
        AssertNewsOnly(link.A);
        AssertNewsOnly(link.B);
    }, iter: 150);

    [Fact]
    public void A_path_that_never_failed_is_never_lost_whatever_the_daemons_do() => Gen.Select(s_fates, Gen.ULong).Sample((fates, seed) =>
    {
        BfdLink link = new BfdLink(seed: seed).Hear();
        foreach ((Fate fate, int milliseconds) in fates)
        {
            if (fate is not (Fate.CutFromA or Fate.CutFromB))
            {
                Play(link, fate, seed);
            }

            link.Run(milliseconds);
        }

        Assert.DoesNotContain(link.A.Told.Concat(link.B.Told), static told => told.Liveness == Liveness.Lost);
    }, iter: 150);

    [Fact]
    public void A_path_that_fails_under_a_session_that_is_up_is_lost_in_bounded_time() => Gen.Select(Gen.ULong, Gen.Int[50, 300], Gen.Int[2, 6]).Sample((seed, interval, multiplier) =>
    {
        BfdTiming timing = new(TimeSpan.FromMilliseconds(interval), multiplier);
        BfdLink link = new BfdLink(timing, seed: seed).RunUntilUp();
        bool isOneWay = (seed & 1) != 0;
        Instant cut = link.Now;
        link.CutFromA = true;
        link.CutFromB = !isOneWay;
        link.Run((interval * multiplier * 3 / 2) + 1);
        Assert.Equal((Liveness.Lost, Liveness.Lost), (link.A.Liveness, link.B.Liveness));
        Assert.InRange(link.B.Told[^1].At - cut, timing.Interval * (multiplier - 1), (timing.Interval * multiplier) + TimeSpan.FromMilliseconds(1));
    }, iter: 100);

    [Fact]
    public void Damaged_frames_never_throw_and_never_end_a_session_of_other_neighbours()
    {
        BfdLink link = new BfdLink().RunUntilUp();
        byte[] good = BfdFrames.From(link.B, link.A, BfdFrames.PacketOf(link.B));
        Gen.Select(Gen.Int[0, good.Length], Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte).Array[1, 6]).Sample((length, damage) =>
        {
            byte[] frame = good.ToArray();
            foreach ((int at, byte value) in damage)
            {
                frame[at] = value;
            }

            link.Inject(link.A, frame[..length]);
            Assert.True(link.A.Engine.NextDeadline >= Instant.Zero);
        }, iter: 5_000, threads: 1);
    }

    private static void Play(BfdLink link, Fate fate, ulong seed)
    {
        switch (fate)
        {
            case Fate.CutFromA:
                link.CutFromA = true;
                break;
            case Fate.CutFromB:
                link.CutFromB = true;
                break;
            case Fate.Heal:
                (link.CutFromA, link.CutFromB) = (false, false);
                break;
            case Fate.KillA:
                link.A.IsDaemonAlive = false;
                break;
            case Fate.KillB:
                link.B.IsDaemonAlive = false;
                break;
            case Fate.RestartA:
                Restart(link.A, seed + 1);
                break;
            case Fate.RestartB:
                Restart(link.B, seed + 2);
                break;
            default:
                break;
        }
    }

    private static void Restart(BfdEnd end, ulong seed)
    {
        if (!end.IsDaemonAlive)
        {
            end.Restart(seed + (ulong)end.Now.Nanoseconds);
            end.PortUp();
        }
    }

    private static void AssertNewsOnly(BfdEnd end)
    {
        for (int i = 1; i < end.Told.Count; i++)
        {
            Assert.NotEqual(end.Told[i - 1].Liveness, end.Told[i].Liveness);
        }
    }
}
