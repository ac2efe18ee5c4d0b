using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>Writes one PDU into a buffer: a fixed part, TLVs, then <see cref="Finish"/> fills the length, the digest and an LSP's checksum.
/// What does not fit is refused and leaves the PDU as it was.</summary>
public ref struct IsisPduWriter
{
    private readonly Span<byte> _buffer;
    private readonly IsisPduType _type;
    private int _openTlv = -1;
    private AuthenticationKey? _key;
    private int _digestOffset;

    private IsisPduWriter(Span<byte> buffer, IsisPduType type)
    {
        _buffer = buffer;
        _type = type;
        Length = IsisPdu.FixedLengthOf(type);
        ArgumentOutOfRangeException.ThrowIfZero(Length);
        IsisPdu.WriteCommonHeader(buffer, type);
    }

    /// <summary>Starts a point-to-point hello. The buffer's length is the limit of the PDU, for this and the others.</summary>
    public IsisPduWriter(Span<byte> buffer, PointToPointHelloHeader header)
        : this(buffer, IsisPduType.PointToPointHello) => header.Write(buffer);

    /// <summary>Starts a LAN hello of one level.</summary>
    public IsisPduWriter(Span<byte> buffer, IsisPduType type, LanHelloHeader header)
        : this(buffer, type) => header.Write(buffer);

    /// <summary>Starts an LSP of one level.</summary>
    public IsisPduWriter(Span<byte> buffer, IsisPduType type, LspHeader header)
        : this(buffer, type) => header.Write(buffer);

    /// <summary>Starts a CSNP of one level.</summary>
    public IsisPduWriter(Span<byte> buffer, IsisPduType type, CompleteSequenceHeader header)
        : this(buffer, type) => header.Write(buffer);

    /// <summary>Starts a PSNP of one level.</summary>
    public IsisPduWriter(Span<byte> buffer, IsisPduType type, PartialSequenceHeader header)
        : this(buffer, type) => header.Write(buffer);

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Octets that still fit.</summary>
    public readonly int Free => _buffer.Length - Length;

    /// <summary>Adds the authentication TLV, which should come first; <see cref="Finish"/> signs with the key. Without a key there is none.</summary>
    public bool AddAuthentication(AuthenticationKey? key)
    {
        if (key is null)
        {
            return true;
        }

        Span<byte> value = stackalloc byte[Authentication.MaximumLength];
        if (!Add(IsisTlvType.Authentication, value[..Authentication.WriteOpen(key, value)]))
        {
            return false;
        }

        CloseTlv();
        _key = key;
        _digestOffset = Length - key.DigestLength;
        return true;
    }

    /// <summary>Adds one whole TLV.</summary>
    public bool Add(IsisTlvType type, scoped ReadOnlySpan<byte> value)
    {
        CloseTlv();
        return Append(type, value);
    }

    /// <summary>Adds a TLV of which the value is a list of entries, or one more entry to it: the open TLV of that type takes the
    /// entry while it has room, then a new one is begun.</summary>
    public bool Append(IsisTlvType type, scoped ReadOnlySpan<byte> entry) => Append(type, [], entry);

    /// <summary>The same for TLVs that start with a topology or the like: <paramref name="lead"/> opens each of them.</summary>
    public bool Append(IsisTlvType type, scoped ReadOnlySpan<byte> lead, scoped ReadOnlySpan<byte> entry)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lead.Length + entry.Length, Tlv.MaximumValueLength);
        bool fitsOpenTlv = _openTlv >= 0
            && _buffer[_openTlv] == (byte)type
            && _buffer[_openTlv + 1] + entry.Length <= Tlv.MaximumValueLength
            && _buffer.Slice(_openTlv + Tlv.HeaderLength, Math.Min(lead.Length, _buffer[_openTlv + 1])).SequenceEqual(lead);
        int needed = entry.Length + (fitsOpenTlv ? 0 : Tlv.HeaderLength + lead.Length);
        if (needed > Free)
        {
            return false;
        }

        if (!fitsOpenTlv)
        {
            _openTlv = Length;
            _buffer[Length] = (byte)type;
            _buffer[Length + 1] = (byte)lead.Length;
            lead.CopyTo(_buffer[(Length + Tlv.HeaderLength)..]);
            Length += Tlv.HeaderLength + lead.Length;
        }

        entry.CopyTo(_buffer[Length..]);
        _buffer[_openTlv + 1] += (byte)entry.Length;
        Length += entry.Length;
        return true;
    }

    /// <summary>The next entry begins a new TLV even when the open one has room.</summary>
    public void CloseTlv() => _openTlv = -1;

    /// <summary>Adds padding TLVs up to a total length (ISO 10589 clause 8.2.3), as far as the buffer goes.</summary>
    public void PadTo(int length)
    {
        int end = Math.Min(length, _buffer.Length);
        while (end - Length >= Tlv.HeaderLength)
        {
            int value = Math.Min(end - Length - Tlv.HeaderLength, Tlv.MaximumValueLength);
            _buffer[Length] = (byte)IsisTlvType.Padding;
            _buffer[Length + 1] = (byte)value;
            _buffer.Slice(Length + Tlv.HeaderLength, value).Clear();
            Length += Tlv.HeaderLength + value;
        }

        CloseTlv();
    }

    /// <summary>Fills in the PDU length, signs, and fills in the checksum of an LSP that is no purge; returns the whole PDU.</summary>
    public readonly Span<byte> Finish()
    {
        Span<byte> pdu = _buffer[..Length];
        BinaryPrimitives.WriteUInt16BigEndian(pdu[IsisPdu.LengthOffset(_type)..], (ushort)Length);
        if (_key is not null)
        {
            IsisAuthentication.Sign(pdu, _type, _digestOffset, _key);
        }

        bool isLsp = _type is IsisPduType.Level1LinkState or IsisPduType.Level2LinkState;
        if (isLsp && !LspHeader.Read(pdu).IsPurge)
        {
            LspChecksum.Store(pdu);
        }

        return pdu;
    }
}
