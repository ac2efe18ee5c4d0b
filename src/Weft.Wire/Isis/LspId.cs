using System.Buffers.Binary;

namespace Weft.Wire.Isis;

/// <summary>The name of an LSP: system (6 octets), pseudonode, fragment (ISO 10589 clause 9.8). Ordered as on the wire.</summary>
public readonly record struct LspId(ulong Value) : IComparable<LspId>
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 8;

    public LspId(SystemId system, byte pseudonode, byte fragment)
        : this((system.Value << 16) | ((ulong)pseudonode << 8) | fragment)
    {
    }

    /// <summary>0000.0000.0000.00-00, where a complete description of the database starts.</summary>
    public static LspId Lowest => default;

    /// <summary>ffff.ffff.ffff.ff-ff, where it ends.</summary>
    public static LspId Highest => new(ulong.MaxValue);

    public SystemId System => SystemId.FromValue(Value >> 16);

    public byte Pseudonode => (byte)(Value >> 8);

    public byte Fragment => (byte)Value;

    public IsisNodeId Node => new(System, Pseudonode);

    /// <summary>Reads eight octets.</summary>
    public static LspId Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt64BigEndian(source));

    /// <summary>Writes eight octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, Value);
        return Length;
    }

    public int CompareTo(LspId other) => Value.CompareTo(other.Value);

    public static bool operator <(LspId left, LspId right) => left.Value < right.Value;

    public static bool operator >(LspId left, LspId right) => left.Value > right.Value;

    public static bool operator <=(LspId left, LspId right) => left.Value <= right.Value;

    public static bool operator >=(LspId left, LspId right) => left.Value >= right.Value;

    /// <summary>"0000.0000.0001.00-00".</summary>
    public override string ToString() => $"{System}.{Pseudonode:x2}-{Fragment:x2}";
}
