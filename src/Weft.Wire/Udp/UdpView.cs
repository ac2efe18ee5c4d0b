using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>A UDP datagram (RFC 768).</summary>
public readonly ref struct UdpView
{
    private readonly ReadOnlySpan<byte> _octets;

    private UdpView(ReadOnlySpan<byte> octets) => _octets = octets;

    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_octets);

    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_octets[2..]);

    /// <summary>Header and payload, in octets.</summary>
    public ushort Length => BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]);

    /// <summary>0: none.</summary>
    public ushort Checksum => BinaryPrimitives.ReadUInt16BigEndian(_octets[6..]);

    public ReadOnlySpan<byte> Payload => _octets[UdpHeader.Length..];

    public UdpHeader Header => new(SourcePort, DestinationPort);

    /// <summary>Reads the upper layer of an unfragmented packet without looking at the checksum (senders on the same machine leave it to
    /// hardware that is not there).</summary>
    public static UdpFault TryParse(ReadOnlySpan<byte> octets, out UdpView view)
    {
        view = default;
        if (octets.Length < UdpHeader.Length)
        {
            return UdpFault.Truncated;
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(octets[4..]);
        if (length < UdpHeader.Length || length > octets.Length)
        {
            return UdpFault.Length;
        }

        view = new UdpView(octets[..length]);
        return UdpFault.None;
    }

    /// <summary>Checks the checksum with the addresses of the IP header.</summary>
    public UdpFault CheckChecksum(IpAddress source, IpAddress destination)
    {
        if (Checksum == 0)
        {
            return source.IsIpv6 ? UdpFault.Checksum : UdpFault.None;
        }

        ulong pseudo = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Udp, _octets.Length);
        return InternetChecksum.Finish(InternetChecksum.Add(pseudo, _octets)) == 0 ? UdpFault.None : UdpFault.Checksum;
    }

    /// <summary>"UDP 68 > 67, length 300".</summary>
    public override string ToString() => $"UDP {SourcePort} > {DestinationPort}, length {Payload.Length}";
}
