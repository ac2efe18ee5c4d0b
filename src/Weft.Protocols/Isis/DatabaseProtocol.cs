using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What received LSPs, CSNPs and PSNPs do to the database, and ageing (ISO 10589 clauses 7.3.15 and 7.3.16).</summary>
internal sealed class DatabaseProtocol(IsisState state, FloodingProtocol flooding, OwnLspReceiver own, OwnLspIssuer issuer, ReachTracker tracker)
{
    private readonly HashSet<LspId> _mentioned = [];
    private readonly List<LspRecord> _expired = [];

    /// <summary>Takes an LSP; returns whether the graph changed.</summary>
    public bool ReceiveLsp(Instant now, Circuit circuit, IsisPdu pdu, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.LspsReceived);
        LspHeader header = LspHeader.Read(pdu);
        circuit.Flood.Requests.Remove(header.Id);
        LspRecord? record = state.Database.Find(header.Id);
        if (record is not null && record.Content.IsCopy(pdu.Bytes))
        {
            // Mostly a neighbour tells what another has just told. What was accepted once needs no second look.
            FloodingProtocol.Acknowledged(circuit, header.Id);
            FloodingProtocol.Acknowledge(now, circuit, header.Entry);
            return false;
        }

        LspContent? content = state.Recall(header.Id, pdu.Bytes);
        if (content is null && !IsAcceptable(header, pdu))
        {
            return false;
        }

        if (state.IsOwn(header.Id.System))
        {
            own.Receive(now, circuit, header, pdu.Bytes, effects);
            return false;
        }

        if (record is null)
        {
            record = TryAdd(now, circuit, header, effects);
            return record is not null && Store(now, circuit, record, header, content ?? state.Read(pdu.Bytes), effects);
        }

        switch (LspOrder.Compare(header.Entry, record.Entry(now)))
        {
            case LspComparison.Newer:
                return Store(now, circuit, record, header, content ?? state.Read(pdu.Bytes), effects);
            case LspComparison.Same:
                FloodingProtocol.Acknowledged(circuit, header.Id);
                FloodingProtocol.Acknowledge(now, circuit, header.Entry);
                break;
            case LspComparison.Older:
                circuit.Flood.Acknowledgements.Remove(header.Id);
                flooding.Send(now, circuit, record);
                break;
            default:
                // Purging here, as ISO 10589 has it, would let one forged frame take any system down.
                state.Counters.Increment(IsisCounter.ContentConflict);
                state.Throttle.Raise(now, IsisAlarmReason.ContentConflict, header.Id.ToString(), effects);
                if (IsOfNeighbor(circuit, header.Id))
                {
                    // What is kept may be of an earlier life of that neighbour. Our description shows it, and it outbids both.
                    FloodingProtocol.Describe(now, circuit);
                }
                else
                {
                    // A neighbour may have started anew where nobody remembered its earlier life, and only it can outbid what others keep of that.
                    ShowOriginator(now, record, pdu.Bytes, effects);
                }

                break;
        }

        return false;
    }

    /// <summary>Takes a CSNP: what it lacks is sent, what it has newer is asked for.</summary>
    public void ReceiveComplete(Instant now, Circuit circuit, IsisPdu pdu, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.CsnpsReceived);
        CompleteSequenceHeader header = CompleteSequenceHeader.Read(pdu);
        _mentioned.Clear();
        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type == IsisTlvType.LspEntries)
            {
                foreach (LspEntry entry in new LspEntryList(tlv.Value))
                {
                    _mentioned.Add(entry.Id);
                    ProcessEntry(now, circuit, entry, isComplete: true, effects);
                }
            }
        }

        foreach (LspRecord record in state.Database.Range(header.First, header.Last))
        {
            if (_mentioned.Contains(record.Id))
            {
                continue;
            }

            if (record.IsPurge)
            {
                FloodingProtocol.Acknowledged(circuit, record.Id);
            }
            else
            {
                flooding.SendUnlessInFlight(now, circuit, record);
            }
        }

        NoteDescription(circuit.Flood, header);
    }

    /// <summary>Takes a PSNP: acknowledgements and requests.</summary>
    public void ReceivePartial(Instant now, Circuit circuit, IsisPdu pdu, IIsisEffects effects)
    {
        state.Counters.Increment(IsisCounter.PsnpsReceived);
        foreach (Tlv tlv in pdu.Tlvs)
        {
            if (tlv.Type == IsisTlvType.LspEntries)
            {
                foreach (LspEntry entry in new LspEntryList(tlv.Value))
                {
                    ProcessEntry(now, circuit, entry, isComplete: false, effects);
                }
            }
        }

        circuit.Flood.Trim();
    }

    /// <summary>Purges what has aged out and forgets purges that everybody has seen; returns whether the graph changed.</summary>
    public bool Age(Instant now, IIsisEffects effects)
    {
        if (state.Database.NextExpiry > now)
        {
            return false;
        }

        _expired.Clear();
        state.Database.TakeExpired(now, _expired);
        bool graphChanged = false;
        foreach (LspRecord record in _expired)
        {
            if (record.IsPurge)
            {
                state.Database.Remove(record.Id);
                continue;
            }

            LspContent? before = record.Live;
            LspPurge.Apply(now, state, record);
            flooding.Flood(now, record, from: null);
            if (record.IsOwn)
            {
                issuer.Outbid(now, state.FragmentOf(record.Id), record.Sequence, TimeSpan.Zero);
            }
            else
            {
                graphChanged |= tracker.Apply(now, record, before, effects);
            }
        }

        return graphChanged;
    }

    private bool IsAcceptable(in LspHeader header, IsisPdu pdu)
    {
        if (header.Sequence == 0)
        {
            state.Counters.Increment(IsisCounter.SequenceZero);
            return false;
        }

        // The checksum of a purge means nothing: some systems keep the old one, some compute it over the header alone.
        if (header.IsPurge)
        {
            return true;
        }

        if (!LspChecksum.IsValid(pdu.Bytes))
        {
            state.Faults.Increment(IsisFault.Checksum);
            return false;
        }

        if (pdu.Tlvs.TryFind(IsisTlvType.PurgeOriginator, out _))
        {
            state.Counters.Increment(IsisCounter.LivePurgeOriginator);
            return false;
        }

        return true;
    }

    private LspRecord? TryAdd(Instant now, Circuit circuit, in LspHeader header, IIsisEffects effects)
    {
        if (header.IsPurge)
        {
            FloodingProtocol.Acknowledge(now, circuit, header.Entry);
            return null;
        }

        if (!state.Database.HasPlaceFor(header.Id.System))
        {
            state.Counters.Increment(IsisCounter.DatabaseFull);
            state.Throttle.Raise(now, IsisAlarmReason.DatabaseFull, header.Id.System.ToString(), effects);
            return null;
        }

        return state.Database.Add(header.Id, isOwn: false);
    }

    private bool Store(Instant now, Circuit circuit, LspRecord record, in LspHeader header, LspContent content, IIsisEffects effects)
    {
        LspContent? before = record.Live;
        record.Store(content, ExpiryOf(now, header), state.Area.Signer?.Id);
        state.Database.NoteExpiry(record);
        flooding.Flood(now, record, circuit);
        FloodingProtocol.Acknowledged(circuit, header.Id);
        FloodingProtocol.Acknowledge(now, circuit, header.Entry);
        bool graphChanged = tracker.Apply(now, record, before, effects);
        if (!graphChanged)
        {
            state.Counters.Increment(IsisCounter.PartialRuns);
        }

        return graphChanged;
    }

    private Instant ExpiryOf(Instant now, in LspHeader header)
    {
        if (header.IsPurge)
        {
            return now + IsisLimits.ZeroAgeLifetime;
        }

        TimeSpan lifetime = TimeSpan.FromSeconds(header.RemainingLifetime);
        if (lifetime < IsisLimits.MaximumAge)
        {
            // RFC 7987: nothing protects the lifetime on the way, so a short one is no reason to purge a live system.
            if (lifetime < IsisLimits.ZeroAgeLifetime)
            {
                state.Counters.Increment(IsisCounter.LifetimeRaised);
            }

            lifetime = IsisLimits.MaximumAge;
        }

        return now + lifetime;
    }

    private void ProcessEntry(Instant now, Circuit circuit, in LspEntry entry, bool isComplete, IIsisEffects effects)
    {
        LspRecord? record = state.Database.Find(entry.Id);
        if (record is null)
        {
            bool exists = entry is { Sequence: not 0, RemainingLifetime: not 0, Checksum: not 0 };
            if (exists && (state.IsOwn(entry.Id.System) || state.Database.HasPlaceFor(entry.Id.System)))
            {
                FloodingProtocol.Request(now, circuit, entry.Id);
            }

            return;
        }

        switch (LspOrder.Compare(entry, record.Entry(now)))
        {
            case LspComparison.Same when !isComplete:
                FloodingProtocol.AcknowledgedInPart(now, circuit, entry.Id);
                circuit.Flood.Requests.Remove(entry.Id);
                break;
            case LspComparison.Same:
                FloodingProtocol.Acknowledged(circuit, entry.Id);
                circuit.Flood.Requests.Remove(entry.Id);
                break;
            case LspComparison.Newer:
                FloodingProtocol.Acknowledged(circuit, entry.Id);
                FloodingProtocol.Request(now, circuit, entry.Id);
                break;
            case LspComparison.Older when isComplete:
                circuit.Flood.Requests.Remove(entry.Id);
                flooding.SendUnlessInFlight(now, circuit, record);
                break;
            case LspComparison.Older:
                circuit.Flood.Requests.Remove(entry.Id);
                flooding.Send(now, circuit, record);
                break;
            case LspComparison.Conflict when record.IsOwn:
                FloodingProtocol.Request(now, circuit, entry.Id);
                break;
            case LspComparison.Conflict when IsOfNeighbor(circuit, entry.Id):
                flooding.SendUnlessInFlight(now, circuit, record);
                break;
            default:
                break;
        }
    }

    /// <summary>Passes a version that is not kept on to its originator, where that is a neighbour, and to nobody else: it may be forged. At most once in a while, whatever comes.</summary>
    private void ShowOriginator(Instant now, LspRecord kept, ReadOnlySpan<byte> other, IIsisEffects effects)
    {
        if (kept.ShownAt is { } shown && now - shown < IsisLimits.ShowInterval)
        {
            return;
        }

        foreach (Circuit circuit in state.Circuits)
        {
            if (circuit.IsUp && IsOfNeighbor(circuit, kept.Id))
            {
                kept.ShownAt = now;
                other.CopyTo(state.PduBuffer);
                state.Counters.Increment(IsisCounter.LspsSent);
                state.Send(circuit, other.Length, effects);
                return;
            }
        }
    }

    /// <summary>True for LSPs of the neighbour itself, who alone can say which of two contents is its own.</summary>
    private static bool IsOfNeighbor(Circuit circuit, LspId id) => VirtualSystems.TryGetNumber(circuit.Neighbor.System, id.System, out _);

    /// <summary>CSNPs of one description come in order; a gap waits for the next description.</summary>
    private static void NoteDescription(FloodState flood, in CompleteSequenceHeader header)
    {
        bool follows = flood.DescribedTo is LspId last ? header.First.Value <= last.Value + 1 : header.First == LspId.Lowest;
        if (flood.DescribedTo != LspId.Highest && follows)
        {
            flood.DescribedTo = header.Last;
        }
    }
}
