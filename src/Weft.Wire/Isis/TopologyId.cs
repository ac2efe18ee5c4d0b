using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>A topology in TLV 229, 222, 235 and 237: flags and a 12-bit identifier (RFC 5120 section 7).</summary>
public readonly record struct TopologyId(ushort Value)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 2;

    /// <summary>The default topology.</summary>
    public const ushort Ipv4Unicast = 0;

    public const ushort Ipv6Unicast = 2;

    /// <summary>The bit that keeps transit traffic of the topology away.</summary>
    public const ushort Overload = 0x8000;

    /// <summary>0 to 4095.</summary>
    public ushort Id => (ushort)(Value & 0xFFF);

    public bool IsOverloaded => (Value & Overload) != 0;

    public bool IsAttached => (Value & 0x4000) != 0;

    /// <summary>Reads two octets.</summary>
    public static TopologyId Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt16BigEndian(source));

    /// <summary>Writes two octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, Value);
        return Length;
    }

    public override string ToString() => $"mt {Id}{(IsOverloaded ? " overload" : string.Empty)}{(IsAttached ? " attached" : string.Empty)}";
}
