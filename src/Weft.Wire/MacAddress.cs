using System.Buffers.Binary;
using System.Globalization;

namespace Weft.Wire;

/// <summary>A 48-bit IEEE 802 MAC address. Ordered as an unsigned number, first octet most significant.</summary>
public readonly record struct MacAddress : IComparable<MacAddress>
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 6;

    private readonly ulong _value;

    private MacAddress(ulong value) => _value = value & 0xFFFF_FFFF_FFFF;

    /// <summary>00:00:00:00:00:00.</summary>
    public static MacAddress Zero => default;

    /// <summary>ff:ff:ff:ff:ff:ff.</summary>
    public static MacAddress Broadcast => new(0xFFFF_FFFF_FFFF);

    /// <summary>The address as a number below 2^48.</summary>
    public ulong Value => _value;

    /// <summary>True for multicast and broadcast: the I/G bit of the first octet is set (IEEE 802-2014 8.2).</summary>
    public bool IsGroup => (_value & 0x0100_0000_0000) != 0;

    /// <summary>True for ff:ff:ff:ff:ff:ff.</summary>
    public bool IsBroadcast => _value == 0xFFFF_FFFF_FFFF;

    /// <summary>True for 00-00-5E-00-01-xx and 00-00-5E-00-02-xx, the VRRP virtual router MACs (RFC 5798 section 7.3).</summary>
    public bool IsVirtualRouter => (_value >> 8) is 0x0000_5E00_01 or 0x0000_5E00_02;

    /// <summary>An address from the low 48 bits of a number.</summary>
    public static MacAddress FromValue(ulong value) => new(value);

    /// <summary>The VRRP virtual MAC of a VRID for one family (RFC 5798 section 7.3).</summary>
    public static MacAddress VirtualRouter(byte vrid, bool ipv6) => new((ipv6 ? 0x0000_5E00_0200UL : 0x0000_5E00_0100UL) | vrid);

    /// <summary>The Ethernet group for an IPv6 multicast address: 33-33 and its low 32 bits (RFC 2464 section 7).</summary>
    public static MacAddress ForIpv6Multicast(IpAddress group) => new(0x3333_0000_0000UL | (uint)group.Bits);

    /// <summary>Reads six octets. <paramref name="source"/> must hold at least six.</summary>
    public static MacAddress Read(ReadOnlySpan<byte> source) =>
        new(((ulong)BinaryPrimitives.ReadUInt16BigEndian(source) << 32) | BinaryPrimitives.ReadUInt32BigEndian(source[2..]));

    /// <summary>Writes six octets. <paramref name="destination"/> must hold at least six.</summary>
    public void Write(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt16BigEndian(destination, (ushort)(_value >> 32));
        BinaryPrimitives.WriteUInt32BigEndian(destination[2..], (uint)_value);
    }

    /// <summary>Parses six hexadecimal octets separated by ':' or '-'.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out MacAddress address)
    {
        address = default;
        if (text.Length != 17)
        {
            return false;
        }

        ulong value = 0;
        for (int i = 0; i < 6; i++)
        {
            if (i > 0 && text[(3 * i) - 1] is not (':' or '-'))
            {
                return false;
            }

            if (!byte.TryParse(text.Slice(3 * i, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }

            value = (value << 8) | octet;
        }

        address = new MacAddress(value);
        return true;
    }

    /// <summary>Parses, or throws <see cref="FormatException"/>.</summary>
    public static MacAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out MacAddress address) ? address : throw new FormatException($"'{text}' is not a MAC address");

    public int CompareTo(MacAddress other) => _value.CompareTo(other._value);

    public static bool operator <(MacAddress left, MacAddress right) => left._value < right._value;

    public static bool operator >(MacAddress left, MacAddress right) => left._value > right._value;

    public static bool operator <=(MacAddress left, MacAddress right) => left._value <= right._value;

    public static bool operator >=(MacAddress left, MacAddress right) => left._value >= right._value;

    /// <summary>Lower-case octets with colons, as <c>ip link</c> prints them.</summary>
    public override string ToString() => string.Create(17, _value, static (span, value) =>
    {
        for (int i = 0; i < 6; i++)
        {
            byte octet = (byte)(value >> (40 - (8 * i)));
            span[3 * i] = "0123456789abcdef"[octet >> 4];
            span[(3 * i) + 1] = "0123456789abcdef"[octet & 15];
            if (i < 5)
            {
                span[(3 * i) + 2] = ':';
            }
        }
    });
}
