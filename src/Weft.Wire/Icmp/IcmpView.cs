using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An ICMP message for IPv4 with a correct checksum (RFC 792).</summary>
public readonly ref struct IcmpView
{
    private readonly ReadOnlySpan<byte> _octets;

    private IcmpView(ReadOnlySpan<byte> octets) => _octets = octets;

    public IcmpType Type => (IcmpType)_octets[0];

    public byte Code => _octets[1];

    /// <summary>The last four octets of the header.</summary>
    public uint Rest => BinaryPrimitives.ReadUInt32BigEndian(_octets[4..]);

    /// <summary>Identifier of an echo.</summary>
    public ushort Identifier => (ushort)(Rest >> 16);

    /// <summary>Sequence number of an echo.</summary>
    public ushort Sequence => (ushort)Rest;

    public ReadOnlySpan<byte> Body => _octets[IcmpHeader.Length..];

    public IcmpHeader Header => new(Type, Code, Rest);

    /// <summary>Reads the payload of an unfragmented IPv4 packet.</summary>
    public static IcmpFault TryParse(ReadOnlySpan<byte> octets, out IcmpView view)
    {
        view = default;
        if (octets.Length < IcmpHeader.Length)
        {
            return IcmpFault.Truncated;
        }

        if (InternetChecksum.Compute(octets) != 0)
        {
            return IcmpFault.Checksum;
        }

        view = new IcmpView(octets);
        return IcmpFault.None;
    }

    /// <summary>"ICMP echo request, id 1720, seq 1".</summary>
    public override string ToString() => Type switch
    {
        IcmpType.EchoRequest => $"ICMP echo request, id {Identifier}, seq {Sequence}",
        IcmpType.EchoReply => $"ICMP echo reply, id {Identifier}, seq {Sequence}",
        IcmpType.DestinationUnreachable => $"ICMP destination unreachable, code {Code}",
        IcmpType.TimeExceeded => $"ICMP time exceeded, code {Code}",
        IcmpType.Redirect => $"ICMP redirect, code {Code}",
        _ => $"ICMP type {(int)Type}, code {Code}",
    };
}
