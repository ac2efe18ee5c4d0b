using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What tells one connection from another. Echo requests and answers have their identifier in both ports.</summary>
internal readonly record struct PacketTuple(IpAddress From, IpAddress To, IpProtocol Protocol, ushort FromPort, ushort ToPort)
{
    private const int IdentifierOffset = 4;

    /// <summary>The same connection, seen from its other end.</summary>
    public PacketTuple Reversed => new(To, From, Protocol, ToPort, FromPort);

    /// <summary>Reads a packet; false for those that belong to no connection.</summary>
    public static bool TryRead(in FrameFacts facts, ReadOnlySpan<byte> frame, out PacketTuple tuple)
    {
        tuple = default;
        if (!facts.IsIp || facts.UpperOffset == 0 || frame.Length < facts.UpperOffset + 8)
        {
            return false;
        }

        ReadOnlySpan<byte> upper = frame[facts.UpperOffset..];
        switch (facts.Upper)
        {
            case IpProtocol.Tcp or IpProtocol.Udp:
                tuple = new PacketTuple(
                    facts.From, facts.To, facts.Upper, BinaryPrimitives.ReadUInt16BigEndian(upper), BinaryPrimitives.ReadUInt16BigEndian(upper[2..]));
                return true;
            case IpProtocol.Icmp when (IcmpType)upper[0] is IcmpType.EchoRequest or IcmpType.EchoReply:
            case IpProtocol.Icmpv6 when (Icmpv6Type)upper[0] is Icmpv6Type.EchoRequest or Icmpv6Type.EchoReply:
                ushort identifier = BinaryPrimitives.ReadUInt16BigEndian(upper[IdentifierOffset..]);
                tuple = new PacketTuple(facts.From, facts.To, facts.Upper, identifier, identifier);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The connection that an ICMP error speaks of, as the packet in it had it; false for everything else.</summary>
    public static bool TryReadError(in FrameFacts facts, ReadOnlySpan<byte> frame, out PacketTuple tuple)
    {
        const int ErrorHeader = 8;
        tuple = default;
        if (facts.UpperOffset == 0 || frame.Length < facts.UpperOffset + ErrorHeader)
        {
            return false;
        }

        byte type = frame[facts.UpperOffset];
        ReadOnlySpan<byte> inner = frame[(facts.UpperOffset + ErrorHeader)..];
        return facts.Upper switch
        {
            IpProtocol.Icmp when (IcmpType)type is IcmpType.DestinationUnreachable or IcmpType.TimeExceeded => TryReadIpv4(inner, out tuple),
            IpProtocol.Icmpv6 when type is >= 1 and <= 4 => TryReadIpv6(inner, out tuple),
            _ => false,
        };
    }

    private static bool TryReadIpv4(ReadOnlySpan<byte> packet, out PacketTuple tuple)
    {
        tuple = default;
        int header = packet.Length < Ipv4Header.Length ? int.MaxValue : (packet[0] & 0xF) * 4;
        return header <= packet.Length - 8
            && TryReadPorts((IpProtocol)packet[9], IpAddress.ReadIpv4(packet[12..]), IpAddress.ReadIpv4(packet[16..]), packet[header..], out tuple);
    }

    private static bool TryReadIpv6(ReadOnlySpan<byte> packet, out PacketTuple tuple)
    {
        tuple = default;
        return packet.Length >= Ipv6Header.Length + 8
            && TryReadPorts((IpProtocol)packet[6], IpAddress.ReadIpv6(packet[8..]), IpAddress.ReadIpv6(packet[24..]), packet[Ipv6Header.Length..], out tuple);
    }

    private static bool TryReadPorts(IpProtocol protocol, IpAddress from, IpAddress to, ReadOnlySpan<byte> upper, out PacketTuple tuple)
    {
        bool isEcho = protocol is IpProtocol.Icmp or IpProtocol.Icmpv6;
        ushort first = BinaryPrimitives.ReadUInt16BigEndian(isEcho ? upper[IdentifierOffset..] : upper);
        tuple = new PacketTuple(from, to, protocol, first, isEcho ? first : BinaryPrimitives.ReadUInt16BigEndian(upper[2..]));
        return isEcho || protocol is IpProtocol.Tcp or IpProtocol.Udp;
    }
}
