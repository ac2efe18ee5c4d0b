using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>Walks an area of options (RFC 8415 section 21.1).</summary>
public ref struct Dhcp6OptionReader(ReadOnlySpan<byte> area)
{
    private ReadOnlySpan<byte> _rest = area;

    /// <summary>True when the walk stopped within an option.</summary>
    public readonly bool IsBroken => !_rest.IsEmpty && !HasOption;

    private readonly bool HasOption =>
        _rest.Length >= Dhcp6Option.HeaderLength
        && _rest.Length >= Dhcp6Option.HeaderLength + BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);

    /// <summary>The next option; false at the end, and at an option that goes beyond the area.</summary>
    public bool TryRead(out Dhcp6Option option)
    {
        option = default;
        if (!HasOption)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(_rest[2..]);
        option = new Dhcp6Option((Dhcp6OptionCode)BinaryPrimitives.ReadUInt16BigEndian(_rest), _rest.Slice(Dhcp6Option.HeaderLength, length));
        _rest = _rest[(Dhcp6Option.HeaderLength + length)..];
        return true;
    }

    /// <summary>The next option of a code.</summary>
    public bool TryRead(Dhcp6OptionCode code, out Dhcp6Option option)
    {
        while (TryRead(out option))
        {
            if (option.Code == code)
            {
                return true;
            }
        }

        return false;
    }
}
