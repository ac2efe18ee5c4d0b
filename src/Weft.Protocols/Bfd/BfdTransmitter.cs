using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Bfd;

/// <summary>Sends control packets, and the questions to a neighbour's kernel.</summary>
internal sealed class BfdTransmitter(RandomSource random, CounterGroup<BfdCounter> counters)
{
    private readonly byte[] _frame = new byte[FrameWriter.MaximumLength];

    /// <summary>Sends the periodic packet and plans the next one.</summary>
    public void SendPeriodic(Instant now, BfdSession session, IBfdEffects effects)
    {
        if (session.SendsPeriodically)
        {
            Send(session, session.IsPolling ? BfdFlags.Poll : BfdFlags.None, effects);
        }

        Plan(now, session);
    }

    /// <summary>Tells a new state at once (RFC 5880 section 6.8.7), as far as the budget allows.</summary>
    public void SendNews(Instant now, BfdSession session, IBfdEffects effects)
    {
        if (session.SendsPeriodically && Take(now, session))
        {
            Send(session, session.IsPolling ? BfdFlags.Poll : BfdFlags.None, effects);
        }

        Plan(now, session);
    }

    /// <summary>Sends the last packet of a session.</summary>
    public void SendLast(BfdSession session, IBfdEffects effects) => Send(session, BfdFlags.None, effects);

    /// <summary>Answers a poll; that has no influence on the periodic packets (RFC 5880 section 6.5).</summary>
    public void SendFinal(Instant now, BfdSession session, IBfdEffects effects)
    {
        if (Take(now, session))
        {
            counters.Increment(BfdCounter.PollsAnswered);
            Send(session, BfdFlags.Final, effects);
        }
    }

    /// <summary>A shorter interval takes effect before the packet that was planned with a longer one.</summary>
    public void Hasten(Instant now, BfdSession session)
    {
        if (session.TransmitAt > now + session.TransmitInterval)
        {
            Plan(now, session);
        }
    }

    /// <summary>Asks the neighbour's kernel, which answers also when nobody else does there.</summary>
    public void SendProbe(Instant now, BfdSession session, IBfdEffects effects)
    {
        BfdFrame to = session.Frame;
        int length = FrameWriter.NeighborSolicitation(
            _frame, to.DestinationMac, to.SourceMac, to.Source, to.Destination, to.Destination, to.SourceMac);
        counters.Increment(BfdCounter.PathProbes);
        effects.Send(session.Port, _frame.AsSpan(0, length));
        session.Path.Asked(now);
    }

    /// <summary>75 to 100 % of the interval; at most 90 % when one lost packet ends the session (RFC 5880 section 6.8.7).</summary>
    private void Plan(Instant now, BfdSession session)
    {
        TimeSpan interval = session.TransmitInterval;
        TimeSpan longest = session.Timing.Multiplier == 1 ? interval * 9 / 10 : interval;
        session.TransmitAt = now + random.Between(interval * 3 / 4, longest);
    }

    private bool Take(Instant now, BfdSession session)
    {
        bool taken = session.Unscheduled.TryTake(now);
        if (!taken)
        {
            counters.Increment(BfdCounter.UnscheduledRefused);
        }

        return taken;
    }

    private void Send(BfdSession session, BfdFlags flags, IBfdEffects effects)
    {
        int length = session.Frame.Write(_frame, session.Describe(flags));
        counters.Increment(BfdCounter.Sent);
        effects.Send(session.Port, _frame.AsSpan(0, length));
    }
}
