using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Tests.Dhcp;

/// <summary>Frames of clients and servers.</summary>
internal static class DhcpFrames
{
    public static readonly MacAddress ServerMac = MacAddress.Parse("02:00:00:00:0d:fe");

    /// <summary>A client's message over IPv4, as its own kind of client sends it.</summary>
    public static byte[] Client4(
        DhcpMessageType type, MacAddress mac, uint xid, string has = "0.0.0.0", string? wants = null, string to = "255.255.255.255", MacAddress? from = null,
        string relay = "0.0.0.0", bool broadcast = false, ushort sourcePort = DhcpCodePoints.ClientPort, params (DhcpOptionCode Code, byte[] Data)[] options)
    {
        DhcpHeader header = new(
            DhcpOperation.Request, 0, xid, 0, broadcast ? DhcpCodePoints.BroadcastFlag : (ushort)0, IpAddress.Parse(has), default, default,
            IpAddress.Parse(relay), mac);
        List<(DhcpOptionCode, byte[])> all = [.. options];
        if (wants is not null)
        {
            all.Add((DhcpOptionCode.RequestedAddress, Octets(wants)));
        }

        IpAddress destination = IpAddress.Parse(to);
        MacAddress destinationMac = destination == IpAddress.Ipv4Broadcast ? MacAddress.Broadcast : MacAddress.VirtualRouter(1, ipv6: false);
        return Frame4(from ?? mac, destinationMac, IpAddress.Parse(has), destination, sourcePort, DhcpCodePoints.ServerPort, Message4(header, type, all));
    }

    /// <summary>A server's message over IPv4 to a client on its link.</summary>
    public static byte[] Server4(DhcpMessageType type, MacAddress mac, uint xid, string gives = "0.0.0.0", uint seconds = 120) =>
        Frame4(
            ServerMac, mac, IpAddress.Parse("10.1.0.200"), IpAddress.Ipv4Broadcast, DhcpCodePoints.ServerPort, DhcpCodePoints.ClientPort,
            Reply4(type, mac, xid, gives, seconds));

    /// <summary>A server's message over IPv4 to a relay.</summary>
    public static byte[] Reply4(
        DhcpMessageType type, MacAddress mac, uint xid, string gives = "0.0.0.0", uint seconds = 120, string relay = "0.0.0.0", byte[]? agent = null,
        bool broadcast = false)
    {
        DhcpHeader header = new(
            DhcpOperation.Reply, 0, xid, 0, broadcast ? DhcpCodePoints.BroadcastFlag : (ushort)0, default, IpAddress.Parse(gives), default,
            IpAddress.Parse(relay), mac);
        List<(DhcpOptionCode, byte[])> options = [];
        if (type is DhcpMessageType.Ack or DhcpMessageType.Offer && gives != "0.0.0.0")
        {
            options.Add((DhcpOptionCode.LeaseTime, [(byte)(seconds >> 24), (byte)(seconds >> 16), (byte)(seconds >> 8), (byte)seconds]));
        }

        if (agent is not null)
        {
            options.Add((DhcpOptionCode.RelayInformation, agent));
        }

        return Message4(header, type, options);
    }

    /// <summary>A client's message over IPv6 with one association.</summary>
    public static byte[] Client6(Dhcp6MessageType type, MacAddress mac, uint xid, string[]? addresses = null, bool rapid = false, byte[]? client = null)
    {
        IpAddress source = IpAddress.LinkLocalFor(mac);
        return Frame6(
            mac, MacAddress.ForIpv6Multicast(Dhcp6CodePoints.AllAgents), source, Dhcp6CodePoints.AllAgents, Dhcp6CodePoints.ClientPort,
            Dhcp6CodePoints.ServerPort, Message6(type, mac, xid, addresses ?? [], 0, rapid, client));
    }

    /// <summary>A server's message over IPv6 to a client on its link.</summary>
    public static byte[] Server6(Dhcp6MessageType type, MacAddress mac, uint xid, string[]? addresses = null, uint valid = 240, bool rapid = false) =>
        Frame6(
            ServerMac, mac, IpAddress.LinkLocalFor(ServerMac), IpAddress.LinkLocalFor(mac), Dhcp6CodePoints.ServerPort, Dhcp6CodePoints.ClientPort,
            Message6(type, mac, xid, addresses ?? [], valid, rapid));

    /// <summary>A message over IPv6, without what carries it.</summary>
    public static byte[] Message6(
        Dhcp6MessageType type, MacAddress mac, uint xid, string[] addresses, uint valid, bool rapid = false, byte[]? client = null)
    {
        byte[] octets = new byte[600];
        byte[] within = new byte[400];
        Dhcp6OptionWriter inner = new(within);
        foreach (string address in addresses)
        {
            inner.Write(new Dhcp6Address(IpAddress.Parse(address), valid, valid));
        }

        int length = new Dhcp6Header(type, xid).Write(octets);
        Dhcp6OptionWriter writer = new(octets.AsSpan(length));
        writer.Write(Dhcp6OptionCode.ClientIdentifier, client ?? IdentifierOf(mac));
        writer.Write(Dhcp6OptionCode.Addresses, new Dhcp6Association(1, 60, 90), within.AsSpan(0, inner.Length));
        if (rapid)
        {
            writer.Write(Dhcp6OptionCode.RapidCommit, []);
        }

        return octets[..(length + writer.Length)];
    }

    /// <summary>The unique identifier of a client, made of its MAC.</summary>
    public static byte[] IdentifierOf(MacAddress mac)
    {
        byte[] octets = [0, 3, 0, 1, 0, 0, 0, 0, 0, 0];
        mac.Write(octets.AsSpan(4));
        return octets;
    }

    private static byte[] Message4(in DhcpHeader header, DhcpMessageType type, List<(DhcpOptionCode Code, byte[] Data)> options)
    {
        byte[] octets = new byte[600];
        int length = header.Write(octets);
        DhcpOptionWriter writer = new(octets.AsSpan(length));
        writer.Write(type);
        foreach ((DhcpOptionCode code, byte[] data) in options)
        {
            writer.Write(code, data);
        }

        writer.End();
        return octets[..(length + writer.Length)];
    }

    private static byte[] Frame4(
        MacAddress from, MacAddress to, IpAddress source, IpAddress destination, ushort sourcePort, ushort destinationPort, byte[] message)
    {
        byte[] frame = new byte[EthernetHeader.Length + Ipv4Header.Length + UdpHeader.Length + message.Length];
        int offset = new EthernetHeader(to, from, EtherType.Ipv4).Write(frame);
        offset += new Ipv4Header(0, 0, 0, 64, IpProtocol.Udp, source, destination).Write(frame.AsSpan(offset), UdpHeader.Length + message.Length);
        message.CopyTo(frame, offset + UdpHeader.Length);
        new UdpHeader(sourcePort, destinationPort).Write(frame.AsSpan(offset), source, destination);
        return frame;
    }

    private static byte[] Frame6(
        MacAddress from, MacAddress to, IpAddress source, IpAddress destination, ushort sourcePort, ushort destinationPort, byte[] message)
    {
        byte[] frame = new byte[EthernetHeader.Length + Ipv6Header.Length + UdpHeader.Length + message.Length];
        int offset = new EthernetHeader(to, from, EtherType.Ipv6).Write(frame);
        offset += new Ipv6Header(0, 0, IpProtocol.Udp, 1, source, destination).Write(frame.AsSpan(offset), UdpHeader.Length + message.Length);
        message.CopyTo(frame, offset + UdpHeader.Length);
        new UdpHeader(sourcePort, destinationPort).Write(frame.AsSpan(offset), source, destination);
        return frame;
    }

    private static byte[] Octets(string address)
    {
        byte[] octets = new byte[4];
        IpAddress.Parse(address).Write(octets);
        return octets;
    }
}
