namespace Weft.Wire.Isis;

/// <summary>TLVs one after the other; also sub-TLVs, whose coding is the same. Enumeration ends at a TLV that is cut off.</summary>
public ref struct TlvSequence(ReadOnlySpan<byte> octets)
{
    private ReadOnlySpan<byte> _rest = octets;

    public Tlv Current { get; private set; }

    public readonly TlvSequence GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_rest.Length < Tlv.HeaderLength || _rest.Length < Tlv.HeaderLength + _rest[1])
        {
            return false;
        }

        int end = Tlv.HeaderLength + _rest[1];
        Current = new Tlv((IsisTlvType)_rest[0], _rest[Tlv.HeaderLength..end]);
        _rest = _rest[end..];
        return true;
    }

    /// <summary>Finds the first TLV of a type; false when there is none.</summary>
    public readonly bool TryFind(IsisTlvType type, out ReadOnlySpan<byte> value)
    {
        foreach (Tlv tlv in this)
        {
            if (tlv.Type == type)
            {
                value = tlv.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>True when the octets are whole TLVs to the end.</summary>
    public static bool IsWhole(ReadOnlySpan<byte> octets)
    {
        TlvSequence tlvs = new(octets);
        while (tlvs.MoveNext())
        {
        }

        return tlvs._rest.IsEmpty;
    }
}
