using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>The head of an address option (RFC 8415 section 21.6).</summary>
/// <param name="Address">The address.</param>
/// <param name="Preferred">Preferred lifetime, in seconds.</param>
/// <param name="Valid">Valid lifetime, in seconds; 0 takes the address back.</param>
public readonly record struct Dhcp6Address(IpAddress Address, uint Preferred, uint Valid)
{
    /// <summary>Length on the wire, in octets; options follow.</summary>
    public const int Length = 24;

    /// <summary>Writes 24 octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        if (!Address.IsIpv6)
        {
            throw new InvalidOperationException("DHCPv6 carries IPv6 addresses only");
        }

        Address.Write(destination);
        BinaryPrimitives.WriteUInt32BigEndian(destination[16..], Preferred);
        BinaryPrimitives.WriteUInt32BigEndian(destination[20..], Valid);
        return Length;
    }
}
