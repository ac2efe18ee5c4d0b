using System.Buffers.Binary;
using System.Text;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>Whole frames from texts.</summary>
internal static class PlaneFrames
{
    public const string Broadcast = "ff:ff:ff:ff:ff:ff";

    public static byte[] Ethernet(string destination, string source, ushort type, params byte[] payload)
    {
        byte[] frame = new byte[EthernetHeader.Length + payload.Length];
        new EthernetHeader(MacAddress.Parse(destination), MacAddress.Parse(source), (EtherType)type).Write(frame);
        payload.CopyTo(frame, EthernetHeader.Length);
        return frame;
    }

    public static byte[] Arp(
        string destination, string source, ArpOperation operation, string senderMac, string sender, string target, string targetMac = "00:00:00:00:00:00")
    {
        byte[] body = new byte[ArpPacket.Length];
        new ArpPacket(operation, MacAddress.Parse(senderMac), IpAddress.Parse(sender), MacAddress.Parse(targetMac), IpAddress.Parse(target)).Write(body);
        return Ethernet(destination, source, (ushort)EtherType.Arp, body);
    }

    public static byte[] ArpRequest(string source, string sender, string target) => Arp(Broadcast, source, ArpOperation.Request, source, sender, target);

    public static byte[] Ip(
        string destination, string source, string from, string to, IpProtocol protocol, byte[] payload, byte hops = 64, ushort flags = 0)
    {
        IpAddress sender = IpAddress.Parse(from);
        byte[] packet = new byte[(sender.IsIpv6 ? Ipv6Header.Length : Ipv4Header.Length) + payload.Length];
        int offset = sender.IsIpv6
            ? new Ipv6Header(0, 0, protocol, hops, sender, IpAddress.Parse(to)).Write(packet, payload.Length)
            : new Ipv4Header(0, 1, flags, hops, protocol, sender, IpAddress.Parse(to)).Write(packet, payload.Length);
        payload.CopyTo(packet, offset);
        return Ethernet(destination, source, (ushort)(sender.IsIpv6 ? EtherType.Ipv6 : EtherType.Ipv4), packet);
    }

    /// <summary>A datagram. Its checksum is left out: nothing on the way looks at it.</summary>
    public static byte[] Udp(
        string destination, string source, string from, string to, ushort port = 9, ushort sourcePort = 12345, byte hops = 64, ushort flags = 0, int length = 0)
    {
        byte[] datagram = new byte[8 + length];
        BinaryPrimitives.WriteUInt16BigEndian(datagram, sourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), port);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)datagram.Length);
        return Ip(destination, source, from, to, IpProtocol.Udp, datagram, hops, flags);
    }

    public static byte[] Echo(string destination, string source, string from, string to, byte hops = 64)
    {
        byte[] message = [0, 0, 0, 0, 0, 7, 0, 1, .. Encoding.ASCII.GetBytes("are you there")];
        if (IpAddress.Parse(from).IsIpv6)
        {
            Icmpv6Message.Write(message, Icmpv6Type.EchoRequest, 0, IpAddress.Parse(from), IpAddress.Parse(to));
            return Ip(destination, source, from, to, IpProtocol.Icmpv6, message, hops);
        }

        new IcmpHeader(IcmpType.EchoRequest, 0, 0x0007_0001).Write(message);
        return Ip(destination, source, from, to, IpProtocol.Icmp, message, hops);
    }

    /// <summary>A neighbour solicitation or advertisement without options.</summary>
    public static byte[] Neighbor(string destination, string source, string from, string to, Icmpv6Type type, string target)
    {
        byte[] message = new byte[NeighborMessage.Length];
        new NeighborMessage(NeighborFlags.None, IpAddress.Parse(target)).Write(message);
        Icmpv6Message.Write(message, type, 0, IpAddress.Parse(from), IpAddress.Parse(to));
        return Ip(destination, source, from, to, IpProtocol.Icmpv6, message, hops: 255);
    }

    public static string DestinationOf(byte[] frame) => MacAddress.Read(frame).ToString();

    public static string SourceOf(byte[] frame) => MacAddress.Read(frame.AsSpan(6)).ToString();

    public static Ipv4View Ipv4(byte[] frame) => Ipv4View.TryParse(frame.AsSpan(EthernetHeader.Length), out Ipv4View view) == Ipv4Fault.None
        ? view
        : throw new InvalidOperationException("no good IPv4 packet");

    public static Ipv6View Ipv6(byte[] frame) => Ipv6View.TryParse(frame.AsSpan(EthernetHeader.Length), out Ipv6View view) == Ipv6Fault.None
        ? view
        : throw new InvalidOperationException("no good IPv6 packet");
}
