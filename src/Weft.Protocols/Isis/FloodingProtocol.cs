using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Sending LSPs until they are acknowledged, and asking for missing ones (ISO 10589 clause 7.3.15).</summary>
internal sealed class FloodingProtocol(IsisState state)
{
    private readonly List<LspId> _due = [];

    /// <summary>The adjacency came up: nothing is sent yet that the neighbour may have; its description tells, or the wait ends.</summary>
    public void Start(Instant now, Circuit circuit)
    {
        circuit.Flood.Clear();
        Offer(now, circuit);
    }

    /// <summary>Sets SRM for everything, to be sent after a wait, and describes the database at once.</summary>
    public void Offer(Instant now, Circuit circuit)
    {
        FloodState flood = circuit.Flood;
        foreach (LspRecord record in state.Database.Sorted)
        {
            flood.Unacknowledged[record.Id] = new OwedLsp(now + IsisLimits.DatabaseWait, now, 0);
        }

        flood.RetransmitAt = Instant.Min(flood.RetransmitAt, now + IsisLimits.DatabaseWait);
        flood.DescribeAt = now;
    }

    /// <summary>Describes the database soon; the neighbour asks for what it lacks. However often that is wanted, it costs little.</summary>
    public static void Describe(Instant now, Circuit circuit)
    {
        Instant earliest = circuit.Flood.DescribedAt + IsisLimits.RestartInterval;
        circuit.Flood.DescribeAt = Instant.Min(circuit.Flood.DescribeAt, earliest > now ? earliest : now);
    }

    /// <summary>Sets SRM everywhere but where the LSP came from. It leaves when the inputs that wait are handled, and no later: in a fabric of several
    /// spines the same LSP mostly comes from all of them at once, and none of them needs it back.</summary>
    public void Flood(Instant now, LspRecord record, Circuit? from)
    {
        foreach (Circuit circuit in state.Circuits)
        {
            if (circuit.IsUp && circuit != from)
            {
                circuit.Flood.Acknowledgements.Remove(record.Id);
                circuit.Flood.Requests.Remove(record.Id);
                Send(now, circuit, record);
            }
        }
    }

    /// <summary>Sets SRM on one circuit.</summary>
    public void Send(Instant now, Circuit circuit, LspRecord record) => Send(now, circuit, record, sendings: 0);

    private void Send(Instant now, Circuit circuit, LspRecord record, int sendings)
    {
        FloodState flood = circuit.Flood;
        bool isWaiting = flood.Unacknowledged.TryGetValue(record.Id, out OwedLsp owed) && owed.Due == Instant.Never;
        flood.Unacknowledged[record.Id] = new OwedLsp(Instant.Never, now, sendings);
        if (!isWaiting)
        {
            flood.Waiting.Enqueue(record.Id);
            flood.WaitingAt = Instant.Min(flood.WaitingAt, flood.Bucket.NextToken(now));
            state.NoteDue(circuit);
        }
    }

    /// <summary>Sends again what a CSNP lacks, unless it is still under way.</summary>
    public void SendUnlessInFlight(Instant now, Circuit circuit, LspRecord record)
    {
        bool inFlight = circuit.Flood.Unacknowledged.TryGetValue(record.Id, out OwedLsp owed)
            && (owed.Due == Instant.Never || (owed.Sendings > 0 && now - owed.SentAt < IsisLimits.FlightTime));
        if (!inFlight)
        {
            Send(now, circuit, record);
        }
    }

    /// <summary>Clears SRM: the neighbour has it.</summary>
    public static void Acknowledged(Circuit circuit, LspId id) => circuit.Flood.Unacknowledged.Remove(id);

    /// <summary>Clears SRM because of a PSNP, which tells how long the neighbour takes for one.</summary>
    public static void AcknowledgedInPart(Instant now, Circuit circuit, LspId id)
    {
        if (circuit.Flood.Unacknowledged.Remove(id, out OwedLsp owed) && owed is { Sendings: > 0, Due: var due } && due != Instant.Never)
        {
            circuit.Flood.Pace.Note(now - owed.SentAt);
        }
    }

    /// <summary>Sets SSN for an LSP that was received.</summary>
    public static void Acknowledge(Instant now, Circuit circuit, in LspEntry entry)
    {
        FloodState flood = circuit.Flood;
        flood.Requests.Remove(entry.Id);
        flood.Acknowledgements[entry.Id] = entry;
        flood.AcknowledgeAt = Instant.Min(flood.AcknowledgeAt, now + IsisLimits.AcknowledgementDelay);
    }

    /// <summary>Sets SSN for an LSP that the neighbour has newer.</summary>
    public static void Request(Instant now, Circuit circuit, LspId id)
    {
        FloodState flood = circuit.Flood;
        if (flood.Requests.Count < IsisLimits.RequestsPerCircuit && flood.Requests.TryAdd(id, now))
        {
            flood.RequestAt = now;
        }
    }

    /// <summary>Runs the timers of one circuit.</summary>
    public void HandleTimer(Instant now, Circuit circuit, IIsisEffects effects)
    {
        FloodState flood = circuit.Flood;
        if (flood.RetransmitAt <= now)
        {
            Retransmit(now, circuit);
        }

        if (flood.WaitingAt <= now)
        {
            DrainWaiting(now, circuit, effects);
        }

        if (flood.RequestAt <= now || flood.AcknowledgeAt <= now)
        {
            SendPartialSequence(now, circuit, effects);
        }

        if (flood.DescribeAt <= now)
        {
            flood.DescribeAt = now + state.Random.Jitter(IsisLimits.CompleteSequenceInterval);
            flood.DescribedAt = now;
            SequenceNumbers.SendComplete(now, state, circuit, effects);
        }
    }

    private void SendNow(Instant now, Circuit circuit, LspRecord record, int sendings, IIsisEffects effects)
    {
        Instant due = now + RetransmitInterval(circuit.Flood, sendings + 1);
        circuit.Flood.Unacknowledged[record.Id] = new OwedLsp(due, now, sendings + 1);
        circuit.Flood.RetransmitAt = Instant.Min(circuit.Flood.RetransmitAt, due);
        Span<byte> pdu = state.PduBuffer;
        record.Octets.CopyTo(pdu);
        BinaryPrimitives.WriteUInt16BigEndian(pdu[LspHeader.LifetimeOffset..], record.RemainingLifetime(now));
        state.Counters.Increment(IsisCounter.LspsSent);
        state.Send(circuit, record.Length, effects);
    }

    private TimeSpan RetransmitInterval(FloodState flood, int sendings)
    {
        TimeSpan longest = state.Timers.LspRetransmit;
        TimeSpan interval = flood.Pace.Patience(sendings, longest);

        // Jitter takes away up to a quarter, and an acknowledgement is not to be missed by that.
        interval = interval * 4 / 3;
        return state.Random.Jitter(interval < longest ? interval : longest);
    }

    private void DrainWaiting(Instant now, Circuit circuit, IIsisEffects effects)
    {
        FloodState flood = circuit.Flood;
        while (flood.Waiting.TryPeek(out LspId id))
        {
            bool isOwed = flood.Unacknowledged.TryGetValue(id, out OwedLsp owed) && owed.Due == Instant.Never;
            LspRecord? record = isOwed ? state.Database.Find(id) : null;
            if (record is not null && !flood.Bucket.TryTake(now))
            {
                break;
            }

            flood.Waiting.Dequeue();
            if (record is not null)
            {
                SendNow(now, circuit, record, owed.Sendings, effects);
            }
        }

        flood.WaitingAt = flood.Waiting.Count > 0 ? flood.Bucket.NextToken(now) : Instant.Never;
    }

    /// <summary>Sends again what is due. Where more is owed than a burst, the neighbour or the link is busy, and is not burdened with everything twice so soon.</summary>
    private void Retransmit(Instant now, Circuit circuit)
    {
        FloodState flood = circuit.Flood;
        flood.RetransmitAt = Instant.Never;
        _due.Clear();
        foreach (KeyValuePair<LspId, OwedLsp> entry in flood.Unacknowledged)
        {
            if (entry.Value.Due <= now)
            {
                _due.Add(entry.Key);
            }
            else
            {
                flood.RetransmitAt = Instant.Min(flood.RetransmitAt, entry.Value.Due);
            }
        }

        _due.Sort();
        bool isBusy = flood.Unacknowledged.Count > IsisLimits.FloodBurst;
        foreach (LspId id in _due)
        {
            flood.Unacknowledged.Remove(id, out OwedLsp owed);
            Instant patience = owed.SentAt + (state.Timers.LspRetransmit * 3 / 4);
            if (isBusy && owed.Sendings > 0 && now < patience)
            {
                flood.Unacknowledged[id] = owed with { Due = patience };
                flood.RetransmitAt = Instant.Min(flood.RetransmitAt, patience);
                continue;
            }

            if (state.Database.Find(id) is LspRecord record)
            {
                state.Counters.Increment(IsisCounter.LspsRetransmitted);
                Send(now, circuit, record, owed.Sendings);
            }
        }
    }

    private void SendPartialSequence(Instant now, Circuit circuit, IIsisEffects effects)
    {
        FloodState flood = circuit.Flood;
        List<LspEntry> entries = SequenceNumbers.TakePartial(now, state, flood);
        flood.AcknowledgeAt = Instant.Never;
        flood.RequestAt = flood.Requests.Count > 0 ? now + IsisLimits.RequestInterval : Instant.Never;
        SequenceNumbers.SendPartial(state, circuit, entries, effects);
        flood.Trim();
    }
}
