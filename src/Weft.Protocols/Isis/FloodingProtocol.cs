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
            flood.Unacknowledged[record.Id] = now + IsisLimits.DatabaseWait;
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

    /// <summary>Sets SRM everywhere but where the LSP came from, and sends it at once: relaying comes before everything else.</summary>
    public void Flood(Instant now, LspRecord record, Circuit? from, IIsisEffects effects)
    {
        foreach (Circuit circuit in state.Circuits)
        {
            if (circuit.IsUp && circuit != from)
            {
                circuit.Flood.Acknowledgements.Remove(record.Id);
                circuit.Flood.Requests.Remove(record.Id);
                Send(now, circuit, record, effects);
            }
        }
    }

    /// <summary>Sets SRM on one circuit.</summary>
    public void Send(Instant now, Circuit circuit, LspRecord record, IIsisEffects effects)
    {
        FloodState flood = circuit.Flood;
        if (flood.Waiting.Count == 0 && flood.Bucket.TryTake(now))
        {
            SendNow(now, circuit, record, effects);
            return;
        }

        bool isWaiting = flood.Unacknowledged.TryGetValue(record.Id, out Instant due) && due == Instant.Never;
        if (!isWaiting)
        {
            flood.Unacknowledged[record.Id] = Instant.Never;
            flood.Waiting.Enqueue(record.Id);
            flood.WaitingAt = Instant.Min(flood.WaitingAt, flood.Bucket.NextToken(now));
        }
    }

    /// <summary>Sends again what a CSNP lacks, unless it is still under way.</summary>
    public void SendUnlessInFlight(Instant now, Circuit circuit, LspRecord record, IIsisEffects effects)
    {
        bool inFlight = circuit.Flood.Unacknowledged.TryGetValue(record.Id, out Instant due)
            && (due == Instant.Never || due - now > state.Timers.LspRetransmit - IsisLimits.FlightTime);
        if (!inFlight)
        {
            Send(now, circuit, record, effects);
        }
    }

    /// <summary>Clears SRM: the neighbour has it.</summary>
    public static void Acknowledged(Circuit circuit, LspId id) => circuit.Flood.Unacknowledged.Remove(id);

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
        if (flood.WaitingAt <= now)
        {
            DrainWaiting(now, circuit, effects);
        }

        if (flood.RetransmitAt <= now)
        {
            Retransmit(now, circuit, effects);
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

    private void SendNow(Instant now, Circuit circuit, LspRecord record, IIsisEffects effects)
    {
        Instant due = now + state.Random.Jitter(state.Timers.LspRetransmit);
        circuit.Flood.Unacknowledged[record.Id] = due;
        circuit.Flood.RetransmitAt = Instant.Min(circuit.Flood.RetransmitAt, due);
        Span<byte> pdu = state.PduBuffer;
        record.Octets.CopyTo(pdu);
        BinaryPrimitives.WriteUInt16BigEndian(pdu[LspHeader.LifetimeOffset..], record.RemainingLifetime(now));
        state.Counters.Increment(IsisCounter.LspsSent);
        state.Send(circuit, record.Length, effects);
    }

    private void DrainWaiting(Instant now, Circuit circuit, IIsisEffects effects)
    {
        FloodState flood = circuit.Flood;
        while (flood.Waiting.TryPeek(out LspId id))
        {
            bool isOwed = flood.Unacknowledged.TryGetValue(id, out Instant due) && due == Instant.Never;
            LspRecord? record = isOwed ? state.Database.Find(id) : null;
            if (record is not null && !flood.Bucket.TryTake(now))
            {
                break;
            }

            flood.Waiting.Dequeue();
            if (record is not null)
            {
                SendNow(now, circuit, record, effects);
            }
        }

        flood.WaitingAt = flood.Waiting.Count > 0 ? flood.Bucket.NextToken(now) : Instant.Never;
    }

    private void Retransmit(Instant now, Circuit circuit, IIsisEffects effects)
    {
        FloodState flood = circuit.Flood;
        flood.RetransmitAt = Instant.Never;
        _due.Clear();
        foreach (KeyValuePair<LspId, Instant> entry in flood.Unacknowledged)
        {
            if (entry.Value <= now)
            {
                _due.Add(entry.Key);
            }
            else
            {
                flood.RetransmitAt = Instant.Min(flood.RetransmitAt, entry.Value);
            }
        }

        _due.Sort();
        foreach (LspId id in _due)
        {
            flood.Unacknowledged.Remove(id);
            if (state.Database.Find(id) is LspRecord record)
            {
                state.Counters.Increment(IsisCounter.LspsRetransmitted);
                Send(now, circuit, record, effects);
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
    }
}
