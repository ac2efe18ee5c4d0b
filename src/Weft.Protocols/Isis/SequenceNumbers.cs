using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Writes CSNPs and PSNPs (ISO 10589 clauses 7.3.15.3 and 7.3.15.4).</summary>
internal static class SequenceNumbers
{
    /// <summary>Entries of one PDU: what fits in the smallest MTU that the fabric allows, beside the longest authentication.</summary>
    public const int EntriesPerPdu = 86;

    /// <summary>Describes the whole database in as many CSNPs as it takes; their ranges follow one another without a gap.</summary>
    public static void SendComplete(Instant now, IsisState state, Circuit circuit, IIsisEffects effects)
    {
        ReadOnlySpan<LspRecord> records = state.Database.Sorted;
        LspId first = LspId.Lowest;
        int offset = 0;
        Span<byte> octets = stackalloc byte[LspEntry.Length];
        do
        {
            ReadOnlySpan<LspRecord> part = records.Slice(offset, Math.Min(EntriesPerPdu, records.Length - offset));
            offset += part.Length;
            LspId last = offset == records.Length ? LspId.Highest : part[^1].Id;
            IsisPduWriter writer = new(
                state.PduBuffer,
                state.Codes.CompleteSequence,
                new CompleteSequenceHeader(new IsisNodeId(state.Self, 0), first, last));
            writer.AddAuthentication(state.Area.Chain?.Send);
            foreach (LspRecord record in part)
            {
                writer.Append(IsisTlvType.LspEntries, octets[..record.Entry(now).Write(octets)]);
            }

            state.Counters.Increment(IsisCounter.CsnpsSent);
            state.Send(circuit, writer.Finish().Length, effects);
            first = new LspId(last.Value + 1);
        }
        while (offset < records.Length);
    }

    /// <summary>Takes the acknowledgements, and the requests that are due, in the order of their ids.</summary>
    public static List<LspEntry> TakePartial(Instant now, IsisState state, FloodState flood)
    {
        List<LspEntry> entries = [.. flood.Acknowledgements.Values];
        flood.Acknowledgements.Clear();
        foreach (LspId id in flood.Requests.Keys)
        {
            ref Instant due = ref CollectionsMarshal.GetValueRefOrNullRef(flood.Requests, id);
            if (due <= now)
            {
                due = now + IsisLimits.RequestInterval;
                entries.Add(state.Database.Find(id)?.Entry(now) ?? new LspEntry(0, id, 0, 0));
            }
        }

        entries.Sort(static (a, b) => a.Id.CompareTo(b.Id));
        return entries;
    }

    /// <summary>Sends entries in as many PSNPs as it takes.</summary>
    public static void SendPartial(IsisState state, Circuit circuit, List<LspEntry> entries, IIsisEffects effects)
    {
        Span<byte> octets = stackalloc byte[LspEntry.Length];
        for (int offset = 0; offset < entries.Count; offset += EntriesPerPdu)
        {
            IsisPduWriter writer = new(
                state.PduBuffer, state.Codes.PartialSequence, new PartialSequenceHeader(new IsisNodeId(state.Self, 0)));
            writer.AddAuthentication(state.Area.Chain?.Send);
            foreach (LspEntry entry in CollectionsMarshal.AsSpan(entries).Slice(offset, Math.Min(EntriesPerPdu, entries.Count - offset)))
            {
                writer.Append(IsisTlvType.LspEntries, octets[..entry.Write(octets)]);
            }

            state.Counters.Increment(IsisCounter.PsnpsSent);
            state.Send(circuit, writer.Finish().Length, effects);
        }
    }
}
