using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>A UDP header to be written (RFC 768).</summary>
public readonly record struct UdpHeader(ushort SourcePort, ushort DestinationPort)
{
    /// <summary>Length on the wire, in octets.</summary>
    public const int Length = 8;

    /// <summary>Writes the header in front of a payload that <paramref name="datagram"/> already holds from octet 8, and the checksum over both.</summary>
    public void Write(Span<byte> datagram, IpAddress source, IpAddress destination)
    {
        WriteWithoutChecksum(datagram);
        ushort checksum = InternetChecksum.Finish(InternetChecksum.Add(
            InternetChecksum.PseudoHeader(source, destination, IpProtocol.Udp, datagram.Length), datagram));
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], checksum == 0 ? ushort.MaxValue : checksum);
    }

    /// <summary>The same with checksum 0, which over IPv4 says that there is none.</summary>
    public void WriteWithoutChecksum(Span<byte> datagram)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(datagram.Length, ushort.MaxValue, nameof(datagram));
        BinaryPrimitives.WriteUInt16BigEndian(datagram, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], DestinationPort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[4..], (ushort)datagram.Length);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], 0);
    }
}
