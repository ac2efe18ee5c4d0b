using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace Weft.Wire;

/// <summary>An IPv4 or IPv6 address as one small value. IPv4 sorts before IPv6, then numerically.</summary>
public readonly struct IpAddress : IEquatable<IpAddress>, IComparable<IpAddress>
{
    private static readonly SearchValues<char> _ipv6Characters = SearchValues.Create("0123456789abcdefABCDEF:.");

    // Two halves instead of one UInt128, which would align every struct with an address in it to 16 octets.
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly bool _ipv6;

    private IpAddress(UInt128 bits, bool ipv6)
        : this((ulong)(bits >> 64), (ulong)bits, ipv6)
    {
    }

    private IpAddress(ulong high, ulong low, bool ipv6)
    {
        _high = high;
        _low = low;
        _ipv6 = ipv6;
    }

    /// <summary>0.0.0.0, which is also the default value.</summary>
    public static IpAddress Ipv4Any => default;

    /// <summary>255.255.255.255.</summary>
    public static IpAddress Ipv4Broadcast => Ipv4(0xFFFF_FFFF);

    /// <summary>::.</summary>
    public static IpAddress Ipv6Any => new(default, true);

    /// <summary>ff02::1, all nodes on the link (RFC 4291 section 2.7.1).</summary>
    public static IpAddress AllNodes => Ipv6(new UInt128(0xFF02_0000_0000_0000, 1));

    public AddressFamily Family => _ipv6 ? AddressFamily.Ipv6 : AddressFamily.Ipv4;

    public bool IsIpv4 => !_ipv6;

    public bool IsIpv6 => _ipv6;

    /// <summary>The address as a number: below 2^32 for IPv4, below 2^128 for IPv6.</summary>
    public UInt128 Bits => new(_high, _low);

    /// <summary>4 or 16 octets.</summary>
    public int ByteCount => _ipv6 ? 16 : 4;

    /// <summary>32 or 128 bits.</summary>
    public int BitCount => _ipv6 ? 128 : 32;

    /// <summary>0.0.0.0 or ::.</summary>
    public bool IsUnspecified => (_high | _low) == 0;

    /// <summary>224.0.0.0/4 or ff00::/8.</summary>
    public bool IsMulticast => _ipv6 ? (byte)(_high >> 56) == 0xFF : ((uint)_low >> 28) == 0xE;

    /// <summary>169.254.0.0/16 or fe80::/10.</summary>
    public bool IsLinkLocal => _ipv6 ? _high >> 54 == 0x3FA : ((uint)_low >> 16) == 0xA9FE;

    /// <summary>127.0.0.0/8 or ::1.</summary>
    public bool IsLoopback => _ipv6 ? _high == 0 && _low == 1 : ((uint)_low >> 24) == 127;

    /// <summary>True when the address may belong to one host: not unspecified, multicast, loopback, IPv4 0/8 or class E (RFC 1122 3.2.1.3).</summary>
    public bool IsHostUnicast => !IsUnspecified && !IsMulticast && !IsLoopback && (_ipv6 || (uint)_low is >= 0x0100_0000 and < 0xF000_0000);

    public static IpAddress Ipv4(uint bits) => new(0, bits, false);

    public static IpAddress Ipv6(UInt128 bits) => new(bits, true);

    /// <summary>An address of the given family from a number; bits above the family's width are cut.</summary>
    public static IpAddress FromBits(AddressFamily family, UInt128 bits) => family == AddressFamily.Ipv6 ? Ipv6(bits) : Ipv4((uint)bits);

    /// <summary>The modified EUI-64 link-local address of a MAC (RFC 4291 appendix A).</summary>
    public static IpAddress LinkLocalFor(MacAddress mac)
    {
        ulong high = (mac.Value >> 24) ^ 0x02_0000;
        ulong low = mac.Value & 0xFF_FFFF;
        return Ipv6(new UInt128(0xFE80_0000_0000_0000, (high << 40) | 0xFF_FE00_0000 | low));
    }

    /// <summary>The solicited-node multicast group of an IPv6 address (RFC 4291 section 2.7.1).</summary>
    public static IpAddress SolicitedNode(IpAddress target) =>
        Ipv6(new UInt128(0xFF02_0000_0000_0000, 0x0000_0001_FF00_0000 | (target._low & 0xFF_FFFF)));

    /// <summary>Reads 4 octets (IPv4). <paramref name="source"/> must hold them.</summary>
    public static IpAddress ReadIpv4(ReadOnlySpan<byte> source) => Ipv4(BinaryPrimitives.ReadUInt32BigEndian(source));

    /// <summary>Reads 16 octets (IPv6). <paramref name="source"/> must hold them.</summary>
    public static IpAddress ReadIpv6(ReadOnlySpan<byte> source) => Ipv6(BinaryPrimitives.ReadUInt128BigEndian(source));

    /// <summary>Writes 4 or 16 octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        if (_ipv6)
        {
            BinaryPrimitives.WriteUInt64BigEndian(destination[8..], _low);
            BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
            return 16;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
        return 4;
    }

    /// <summary>Parses dotted-quad IPv4 (four decimal parts without leading zeros, which some readers take for octal) or any RFC 4291 form of
    /// IPv6 without zone, brackets or port.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        if (!text.Contains(':'))
        {
            return TryParseIpv4(text, out address);
        }

        if (text.ContainsAnyExcept(_ipv6Characters) || !IPAddress.TryParse(text, out IPAddress? parsed))
        {
            return false;
        }

        Span<byte> octets = stackalloc byte[16];
        if (!parsed.TryWriteBytes(octets, out int written) || written != 16)
        {
            return false;
        }

        address = ReadIpv6(octets);
        return true;
    }

    private static bool TryParseIpv4(ReadOnlySpan<char> text, out IpAddress address)
    {
        address = default;
        uint bits = 0;
        int parts = 0;
        foreach (Range range in text.Split('.'))
        {
            ReadOnlySpan<char> part = text[range];
            bool hasLeadingZero = part.Length > 1 && part[0] == '0';
            if (++parts > 4 || hasLeadingZero || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
            {
                return false;
            }

            bits = (bits << 8) | octet;
        }

        address = Ipv4(bits);
        return parts == 4;
    }

    /// <summary>Parses, or throws <see cref="FormatException"/>.</summary>
    public static IpAddress Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out IpAddress address) ? address : throw new FormatException($"'{text}' is not an IP address");

    /// <summary>The same address for .NET's own sockets.</summary>
    public IPAddress ToIPAddress()
    {
        Span<byte> octets = stackalloc byte[16];
        return new IPAddress(octets[..Write(octets)]);
    }

    public bool Equals(IpAddress other) => _low == other._low && _high == other._high && _ipv6 == other._ipv6;

    public override bool Equals(object? obj) => obj is IpAddress other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(_high, _low, _ipv6);

    public int CompareTo(IpAddress other) => _ipv6 != other._ipv6 ? (_ipv6 ? 1 : -1) : _high != other._high ? _high.CompareTo(other._high) : _low.CompareTo(other._low);

    public static bool operator ==(IpAddress left, IpAddress right) => left.Equals(right);

    public static bool operator !=(IpAddress left, IpAddress right) => !left.Equals(right);

    public static bool operator <(IpAddress left, IpAddress right) => left.CompareTo(right) < 0;

    public static bool operator >(IpAddress left, IpAddress right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpAddress left, IpAddress right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpAddress left, IpAddress right) => left.CompareTo(right) >= 0;

    /// <summary>Dotted quad, or RFC 5952 text for IPv6.</summary>
    public override string ToString() => ToIPAddress().ToString();
}
