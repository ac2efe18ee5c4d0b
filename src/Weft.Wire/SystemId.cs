using System.Globalization;

namespace Weft.Wire;

/// <summary>A six-octet IS-IS system identifier, the name of a node inside the fabric (ISO 10589 clause 7.1.2). Ordered as a number.</summary>
public readonly record struct SystemId : IComparable<SystemId>
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 6;

    private SystemId(ulong value) => Value = value & 0xFFFF_FFFF_FFFF;

    /// <summary>The identifier as a number below 2^48.</summary>
    public ulong Value { get; }

    public bool IsZero => Value == 0;

    public static SystemId FromValue(ulong value) => new(value);

    /// <summary>Reads six octets.</summary>
    public static SystemId Read(ReadOnlySpan<byte> source) => new(MacAddress.Read(source).Value);

    /// <summary>Writes six octets.</summary>
    public void Write(Span<byte> destination) => MacAddress.FromValue(Value).Write(destination);

    /// <summary>Parses "0000.0000.0001".</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SystemId systemId)
    {
        systemId = default;
        if (text.Length != 14 || text[4] != '.' || text[9] != '.')
        {
            return false;
        }

        ulong value = 0;
        for (int i = 0; i < 3; i++)
        {
            if (!ushort.TryParse(text.Slice(5 * i, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort part))
            {
                return false;
            }

            value = (value << 16) | part;
        }

        systemId = new SystemId(value);
        return true;
    }

    public int CompareTo(SystemId other) => Value.CompareTo(other.Value);

    public static bool operator <(SystemId left, SystemId right) => left.Value < right.Value;

    public static bool operator >(SystemId left, SystemId right) => left.Value > right.Value;

    public static bool operator <=(SystemId left, SystemId right) => left.Value <= right.Value;

    public static bool operator >=(SystemId left, SystemId right) => left.Value >= right.Value;

    /// <summary>"0000.0000.0001", as FRR prints it.</summary>
    public override string ToString() => $"{Value >> 32:x4}.{(Value >> 16) & 0xFFFF:x4}.{Value & 0xFFFF:x4}";
}
