using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Turns LSPs into their purges: the header alone, the sequence number unchanged (ISO 10589 clause 7.3.16.4). With keys, the
/// digest and the originator stand behind it (RFC 5304 section 2, RFC 6232).</summary>
internal static class LspPurge
{
    private const int OriginatorLength = 1 + SystemId.Length;
    private const int MaximumLength = LspHeader.Length + IsisLimits.AuthenticationReserve + Tlv.HeaderLength + OriginatorLength;

    /// <summary>Purges a record, with the header that it has.</summary>
    public static void Apply(Instant now, IsisState state, LspRecord record)
    {
        Span<byte> buffer = stackalloc byte[MaximumLength];
        LspHeader header = new(0, record.Id, record.Sequence, 0, record.Flags);
        IsisPduWriter writer = new(buffer, state.Codes.LinkState, header);
        AuthenticationKey? key = state.Area.Chain?.Send;
        writer.AddAuthentication(key);
        Span<byte> originator = stackalloc byte[OriginatorLength];
        writer.Add(IsisTlvType.PurgeOriginator, originator[..new PurgeOriginator(state.Self, null).Write(originator)]);

        // Nothing protects a purge by its checksum, but FRR drops one whose checksum does not fit what is left of it.
        Span<byte> purge = writer.Finish();
        LspChecksum.Store(purge);
        record.Store(state.Read(purge), now + IsisLimits.ZeroAgeLifetime, key?.Id);
        state.Database.NoteExpiry(record);
        state.Counters.Increment(IsisCounter.LspsPurged);
    }
}
