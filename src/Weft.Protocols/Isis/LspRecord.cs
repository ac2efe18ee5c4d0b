using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>An LSP of the database; its octets are relayed as they came but for the remaining lifetime.</summary>
internal sealed class LspRecord(LspId id, bool isOwn)
{
    private LspContent? _content;

    public LspId Id { get; } = id;

    public bool IsOwn { get; } = isOwn;

    /// <summary>The version that is known.</summary>
    public LspContent Content => _content ?? throw new InvalidOperationException($"{Id} was never stored");

    /// <summary>The version while it is alive; nothing of a purge counts but its header.</summary>
    public LspContent? Live => _content is { Header.IsPurge: false } ? _content : null;

    public int Length => Content.Octets.Length;

    public uint Sequence => Content.Header.Sequence;

    public ushort Checksum => Content.Header.Checksum;

    public LspFlags Flags => Content.Header.Flags;

    public bool IsPurge => Content.Header.IsPurge;

    /// <summary>When a live LSP ages out, or a purge may be forgotten.</summary>
    public Instant Expires { get; private set; }

    /// <summary>The whole PDU; the remaining lifetime in it is that of its arrival.</summary>
    public ReadOnlySpan<byte> Octets => Content.Octets;

    /// <summary>The area key that signed it, for people to see; null for none.</summary>
    public ushort? KeyId { get; private set; }

    /// <summary>When another version under the same sequence number was last shown to its originator; null when none ever was.</summary>
    public Instant? ShownAt { get; set; }

    /// <summary>Replaces the content by another version.</summary>
    public void Store(LspContent content, Instant expires, ushort? keyId)
    {
        _content = content;
        Expires = expires;
        KeyId = keyId;
    }

    /// <summary>Whole seconds left: at least 1 for a live LSP, 0 for a purge.</summary>
    public ushort RemainingLifetime(Instant now) =>
        IsPurge ? (ushort)0 : (ushort)Math.Clamp((Expires - now).Ticks / TimeSpan.TicksPerSecond, 1, ushort.MaxValue);

    /// <summary>What a sequence number PDU says of this LSP.</summary>
    public LspEntry Entry(Instant now) => new(RemainingLifetime(now), Id, Sequence, Checksum);
}
