namespace Weft.Wire.Isis;

/// <summary>One type-length-value of a PDU; unknown types are kept as they are.</summary>
public readonly ref struct Tlv(IsisTlvType type, ReadOnlySpan<byte> value)
{
    /// <summary>Type and length, in octets.</summary>
    public const int HeaderLength = 2;

    /// <summary>The longest value, in octets.</summary>
    public const int MaximumValueLength = 255;

    public IsisTlvType Type { get; } = type;

    public ReadOnlySpan<byte> Value { get; } = value;
}
