using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>An ICMPv6 message with a correct checksum (RFC 4443). Neighbour discovery has its own <see cref="NdView"/>.</summary>
public readonly ref struct Icmpv6View
{
    private readonly ReadOnlySpan<byte> _octets;

    private Icmpv6View(ReadOnlySpan<byte> octets) => _octets = octets;

    public Icmpv6Type Type => (Icmpv6Type)_octets[0];

    public byte Code => _octets[1];

    /// <summary>Everything after type, code and checksum.</summary>
    public ReadOnlySpan<byte> Body => _octets[Icmpv6Message.HeaderLength..];

    /// <summary>Reads the upper layer of an unfragmented IPv6 packet; the addresses are those of its header.</summary>
    public static IcmpFault TryParse(ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination, out Icmpv6View view)
    {
        view = default;
        if (octets.Length < Icmpv6Message.HeaderLength)
        {
            return IcmpFault.Truncated;
        }

        if (!Icmpv6Message.HasCorrectChecksum(octets, source, destination))
        {
            return IcmpFault.Checksum;
        }

        view = new Icmpv6View(octets);
        return IcmpFault.None;
    }

    /// <summary>"ICMP6 echo request, id 1720, seq 1".</summary>
    public override string ToString() => Type switch
    {
        Icmpv6Type.EchoRequest or Icmpv6Type.EchoReply when Body.Length >= 4 =>
            $"ICMP6 echo {(Type == Icmpv6Type.EchoRequest ? "request" : "reply")}, id {BinaryPrimitives.ReadUInt16BigEndian(Body)}"
            + $", seq {BinaryPrimitives.ReadUInt16BigEndian(Body[2..])}",
        Icmpv6Type.DestinationUnreachable => $"ICMP6 destination unreachable, code {Code}",
        Icmpv6Type.PacketTooBig => "ICMP6 packet too big",
        Icmpv6Type.TimeExceeded => $"ICMP6 time exceeded, code {Code}",
        _ => $"ICMP6 type {(int)Type}, code {Code}",
    };
}
