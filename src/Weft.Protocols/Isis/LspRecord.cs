using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>An LSP of the database with the octets it came in; they are relayed as they are but for the remaining lifetime.</summary>
internal sealed class LspRecord(LspId id, bool isOwn)
{
    private byte[] _octets = [];

    public LspId Id { get; } = id;

    public bool IsOwn { get; } = isOwn;

    public int Length { get; private set; }

    public uint Sequence { get; private set; }

    public ushort Checksum { get; private set; }

    public LspFlags Flags { get; private set; }

    public bool IsPurge { get; private set; }

    /// <summary>When a live LSP ages out, or a purge may be forgotten.</summary>
    public Instant Expires { get; private set; }

    /// <summary>The whole PDU; the remaining lifetime in it is that of its arrival.</summary>
    public ReadOnlySpan<byte> Octets => _octets.AsSpan(0, Length);

    /// <summary>The PDU while it is alive; nothing of a purge counts but its header.</summary>
    public ReadOnlySpan<byte> LiveOctets => IsPurge ? default : Octets;

    /// <summary>The area key that signed it, for people to see; null for none.</summary>
    public ushort? KeyId { get; private set; }

    /// <summary>True when a PDU that is alive has the very octets of this one, but for the remaining lifetime, which changes on the way.</summary>
    public bool IsCopy(ReadOnlySpan<byte> pdu)
    {
        const int AfterLifetime = LspHeader.LifetimeOffset + sizeof(ushort);
        return pdu.Length == Length
            && pdu[AfterLifetime..].SequenceEqual(Octets[AfterLifetime..])
            && pdu[..LspHeader.LifetimeOffset].SequenceEqual(Octets[..LspHeader.LifetimeOffset])
            && pdu.Slice(LspHeader.LifetimeOffset, sizeof(ushort)).ContainsAnyExcept((byte)0);
    }

    /// <summary>Replaces the content by another version.</summary>
    public void Store(ReadOnlySpan<byte> octets, Instant expires, ushort? keyId)
    {
        if (_octets.Length < octets.Length)
        {
            _octets = new byte[octets.Length];
        }

        octets.CopyTo(_octets);
        Length = octets.Length;
        LspHeader header = LspHeader.Read(octets);
        Sequence = header.Sequence;
        Checksum = header.Checksum;
        Flags = header.Flags;
        IsPurge = header.IsPurge;
        Expires = expires;
        KeyId = keyId;
    }

    /// <summary>Whole seconds left: at least 1 for a live LSP, 0 for a purge.</summary>
    public ushort RemainingLifetime(Instant now) =>
        IsPurge ? (ushort)0 : (ushort)Math.Clamp((Expires - now).Ticks / TimeSpan.TicksPerSecond, 1, ushort.MaxValue);

    /// <summary>What a sequence number PDU says of this LSP.</summary>
    public LspEntry Entry(Instant now) => new(RemainingLifetime(now), Id, Sequence, Checksum);
}
