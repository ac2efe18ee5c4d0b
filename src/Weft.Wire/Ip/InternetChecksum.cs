using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>The one's complement checksum of IP, ICMP, UDP, TCP and VRRP (RFC 1071).</summary>
public static class InternetChecksum
{
    /// <summary>Adds octets to a running sum. All pieces but the last must have an even length.</summary>
    public static ulong Add(ulong sum, ReadOnlySpan<byte> octets)
    {
        while (octets.Length >= 4)
        {
            sum += BinaryPrimitives.ReadUInt32BigEndian(octets);
            octets = octets[4..];
        }

        if (octets.Length >= 2)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(octets);
            octets = octets[2..];
        }

        return octets.IsEmpty ? sum : sum + ((ulong)octets[0] << 8);
    }

    /// <summary>The sum of the pseudo header of either family (RFC 9293 section 3.1, RFC 8200 section 8.1).</summary>
    public static ulong PseudoHeader(IpAddress source, IpAddress destination, IpProtocol protocol, int length) =>
        Add(Add((ulong)protocol + (uint)length, source.Bits), destination.Bits);

    /// <summary>Folds a sum to the value that goes into the checksum field. Zero when the summed octets hold a correct checksum.</summary>
    public static ushort Finish(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    /// <summary>The checksum over octets alone.</summary>
    public static ushort Compute(ReadOnlySpan<byte> octets) => Finish(Add(0, octets));

    private static ulong Add(ulong sum, UInt128 bits)
    {
        ulong high = (ulong)(bits >> 64);
        ulong low = (ulong)bits;
        return sum + (high >> 32) + (uint)high + (low >> 32) + (uint)low;
    }
}
