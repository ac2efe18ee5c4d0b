using Weft.Model;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Tests.Bfd;

/// <summary>Two engines on one cable in virtual time. Each direction can be cut without any carrier noticing.</summary>
internal sealed class BfdLink
{
    private static readonly TimeSpan s_helloInterval = TimeSpan.FromSeconds(1);
    private readonly PriorityQueue<(BfdEnd To, byte[] Frame), (long At, long Order)> _inFlight = new();
    private readonly RandomSource _random;
    private Instant _helloAt = Instant.Never;
    private long _order;

    public BfdLink(BfdTiming? timing = null, BfdTiming? timingB = null, ulong seed = 1)
    {
        _random = new RandomSource(seed);
        BfdTiming common = timing ?? new BfdTiming(TimeSpan.FromMilliseconds(50), 3);
        A = new BfdEnd(0, common, _random.NextUInt64());
        B = new BfdEnd(1, timingB ?? common, _random.NextUInt64());
        A.PortUp();
        B.PortUp();
    }

    public BfdEnd A { get; }

    public BfdEnd B { get; }

    public Instant Now { get; private set; } = Instant.Zero;

    public TimeSpan Delay { get; set; } = TimeSpan.FromMicroseconds(50);

    /// <summary>What A sends is lost.</summary>
    public bool CutFromA { get; set; }

    /// <summary>What B sends is lost.</summary>
    public bool CutFromB { get; set; }

    /// <summary>Chance of loss of each frame, in 1/1000.</summary>
    public int Loss { get; set; }

    /// <summary>Both hear each other's hellos from now on.</summary>
    public BfdLink Hear()
    {
        _helloAt = Now;
        return this;
    }

    public BfdLink Run(double milliseconds)
    {
        Instant end = Now + TimeSpan.FromMilliseconds(milliseconds);
        for (int turn = 0; ; turn++)
        {
            Assert.True(turn < 1_000_000, "the link never comes to rest");
            Instant next = Instant.Min(_helloAt, _inFlight.TryPeek(out _, out (long At, long Order) first) ? new Instant(first.At) : Instant.Never);
            next = Instant.Min(next, Instant.Min(DeadlineOf(A), DeadlineOf(B)));
            if (next > end)
            {
                Advance(end);
                return this;
            }

            Advance(next > Now ? next : Now);
            Turn();
        }
    }

    /// <summary>Both sessions are up at their final pace.</summary>
    public BfdLink RunUntilUp()
    {
        Hear().Run(3_000);
        Assert.Equal((BfdState.Up, BfdState.Up), (A.Session.State, B.Session.State));
        return this;
    }

    /// <summary>Puts a frame of our own making in front of an end.</summary>
    public void Inject(BfdEnd to, byte[] frame)
    {
        to.Deliver(frame);
        Flush();
    }

    /// <summary>Puts on the cable what the ends have sent outside of a turn.</summary>
    public void Flush()
    {
        Send(A, B, CutFromA);
        Send(B, A, CutFromB);
    }

    private static Instant DeadlineOf(BfdEnd end) => end.IsDaemonAlive ? end.Engine.NextDeadline : Instant.Never;

    private void Turn()
    {
        if (_helloAt <= Now)
        {
            _helloAt = Now + s_helloInterval;
            SayHello(A, B, CutFromA);
            SayHello(B, A, CutFromB);
        }

        while (_inFlight.TryPeek(out (BfdEnd To, byte[] Frame) arrival, out (long At, long Order) key) && key.At <= Now.Nanoseconds)
        {
            _inFlight.Dequeue();
            arrival.To.Deliver(arrival.Frame);
        }

        foreach (BfdEnd end in new[] { A, B })
        {
            if (DeadlineOf(end) <= Now)
            {
                end.Engine.HandleTimer(Now, end);
                Assert.True(end.Engine.NextDeadline > Now, "the engine asks for the same moment again");
            }
        }

        Flush();
    }

    private static void SayHello(BfdEnd from, BfdEnd to, bool isCut)
    {
        if (!isCut && from.IsDaemonAlive && to.IsDaemonAlive)
        {
            to.Hear(from);
        }
    }

    private void Send(BfdEnd from, BfdEnd to, bool isCut)
    {
        foreach (byte[] frame in from.Outbox)
        {
            if (!isCut && _random.Next(1000) >= Loss)
            {
                _inFlight.Enqueue((to, frame), ((Now + Delay).Nanoseconds, _order++));
            }
        }

        from.Outbox.Clear();
    }

    private void Advance(Instant now)
    {
        Now = now;
        A.Now = now;
        B.Now = now;
    }
}
