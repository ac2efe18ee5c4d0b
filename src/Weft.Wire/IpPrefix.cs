using System.Globalization;

namespace Weft.Wire;

/// <summary>An IP prefix in canonical form: the bits below the length are zero. Sorted by address, then shorter first.</summary>
public readonly record struct IpPrefix : IComparable<IpPrefix>
{
    // The address in parts: as a field of its own its padding would make a prefix a third larger.
    private readonly ulong _high;
    private readonly ulong _low;
    private readonly bool _ipv6;

    /// <summary>Makes a prefix; host bits are cleared. Throws when <paramref name="length"/> is outside 0..32 or 0..128.</summary>
    public IpPrefix(IpAddress address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, address.BitCount);
        UInt128 bits = address.Bits & Mask(address.BitCount, length);
        _high = (ulong)(bits >> 64);
        _low = (ulong)bits;
        _ipv6 = address.IsIpv6;
        Length = (byte)length;
    }

    /// <summary>The lowest address of the prefix.</summary>
    public IpAddress Address => IpAddress.FromBits(Family, new UInt128(_high, _low));

    /// <summary>Prefix length in bits.</summary>
    public byte Length { get; }

    public AddressFamily Family => _ipv6 ? AddressFamily.Ipv6 : AddressFamily.Ipv4;

    /// <summary>True for a /32 or /128.</summary>
    public bool IsHost => Length == (_ipv6 ? 128 : 32);

    /// <summary>The /32 or /128 of one address.</summary>
    public static IpPrefix Host(IpAddress address) => new(address, address.BitCount);

    /// <summary>True when <paramref name="address"/> is of this family and inside.</summary>
    public bool Contains(IpAddress address) =>
        address.Family == Family && (address.Bits & Mask(address.BitCount, Length)) == Address.Bits;

    /// <summary>True when every address of <paramref name="other"/> is inside.</summary>
    public bool Contains(IpPrefix other) => other.Length >= Length && Contains(other.Address);

    /// <summary>True when the two share at least one address.</summary>
    public bool Overlaps(IpPrefix other) => Contains(other) || other.Contains(this);

    /// <summary>Parses "address/length"; refuses host bits below the length unless <paramref name="allowHostBits"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out IpPrefix prefix, bool allowHostBits = false)
    {
        prefix = default;
        int slash = text.IndexOf('/');
        if (slash < 0
            || !IpAddress.TryParse(text[..slash], out IpAddress address)
            || !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int length)
            || length > address.BitCount
            || (text[slash + 1] == '0' && text.Length > slash + 2))
        {
            return false;
        }

        prefix = new IpPrefix(address, length);
        return allowHostBits || prefix.Address == address;
    }

    /// <summary>Parses, or throws <see cref="FormatException"/>.</summary>
    public static IpPrefix Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out IpPrefix prefix) ? prefix : throw new FormatException($"'{text}' is not a prefix");

    public int CompareTo(IpPrefix other)
    {
        int byAddress = Address.CompareTo(other.Address);
        return byAddress != 0 ? byAddress : Length.CompareTo(other.Length);
    }

    public static bool operator <(IpPrefix left, IpPrefix right) => left.CompareTo(right) < 0;

    public static bool operator >(IpPrefix left, IpPrefix right) => left.CompareTo(right) > 0;

    public static bool operator <=(IpPrefix left, IpPrefix right) => left.CompareTo(right) <= 0;

    public static bool operator >=(IpPrefix left, IpPrefix right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Address}/{Length}";

    private static UInt128 Mask(int width, int length) =>
        length == 0 ? UInt128.Zero : (UInt128.MaxValue >> (128 - length)) << (width - length);
}
