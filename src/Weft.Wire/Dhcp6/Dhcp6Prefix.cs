using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>The head of a prefix option (RFC 8415 section 21.22). Bits behind the prefix survive.</summary>
/// <param name="Preferred">Preferred lifetime, in seconds.</param>
/// <param name="Valid">Valid lifetime, in seconds; 0 takes the prefix back.</param>
/// <param name="PrefixLength">In bits.</param>
/// <param name="Address">The prefix's address.</param>
public readonly record struct Dhcp6Prefix(uint Preferred, uint Valid, byte PrefixLength, IpAddress Address)
{
    /// <summary>Length on the wire, in octets; options follow.</summary>
    public const int Length = 25;

    /// <summary>Writes 25 octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        if (!Address.IsIpv6)
        {
            throw new InvalidOperationException("DHCPv6 carries IPv6 prefixes only");
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, Preferred);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], Valid);
        destination[8] = PrefixLength;
        Address.Write(destination[9..]);
        return Length;
    }
}
