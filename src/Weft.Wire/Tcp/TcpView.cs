using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>A TCP segment (RFC 9293).</summary>
public readonly ref struct TcpView
{
    private readonly ReadOnlySpan<byte> _octets;

    private TcpView(ReadOnlySpan<byte> octets) => _octets = octets;

    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_octets);

    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_octets[2..]);

    public uint Sequence => BinaryPrimitives.ReadUInt32BigEndian(_octets[4..]);

    public uint Acknowledgment => BinaryPrimitives.ReadUInt32BigEndian(_octets[8..]);

    /// <summary>20 to 60 octets.</summary>
    public int HeaderLength => (_octets[12] >> 4) * 4;

    public TcpFlags Flags => (TcpFlags)_octets[13];

    public ushort Window => BinaryPrimitives.ReadUInt16BigEndian(_octets[14..]);

    public ushort UrgentPointer => BinaryPrimitives.ReadUInt16BigEndian(_octets[18..]);

    /// <summary>The raw options, padded to a multiple of four octets.</summary>
    public ReadOnlySpan<byte> Options => _octets[TcpHeader.Length..HeaderLength];

    public ReadOnlySpan<byte> Payload => _octets[HeaderLength..];

    public TcpHeader Header => new(SourcePort, DestinationPort, Sequence, Acknowledgment, Flags, Window, UrgentPointer);

    /// <summary>Reads the upper layer of an unfragmented packet without looking at the checksum (senders on the same machine leave it to
    /// hardware that is not there).</summary>
    public static TcpFault TryParse(ReadOnlySpan<byte> octets, out TcpView view)
    {
        view = default;
        if (octets.Length < TcpHeader.Length)
        {
            return TcpFault.Truncated;
        }

        int headerLength = (octets[12] >> 4) * 4;
        if (headerLength < TcpHeader.Length || headerLength > octets.Length)
        {
            return TcpFault.DataOffset;
        }

        view = new TcpView(octets);
        return TcpFault.None;
    }

    /// <summary>Checks the checksum with the addresses of the IP header.</summary>
    public TcpFault CheckChecksum(IpAddress source, IpAddress destination)
    {
        ulong pseudo = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Tcp, _octets.Length);
        return InternetChecksum.Finish(InternetChecksum.Add(pseudo, _octets)) == 0 ? TcpFault.None : TcpFault.Checksum;
    }

    /// <summary>"TCP 40000 > 80, flags [Syn], seq 1, win 64240, length 0".</summary>
    public override string ToString() =>
        $"TCP {SourcePort} > {DestinationPort}, flags [{Flags}], seq {Sequence}, win {Window}, length {Payload.Length}";
}
