using Weft.Model;
using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Stories;

/// <summary>Frames of hosts that pretend to be a router or a DHCP server of their segment.</summary>
internal static class ServerFrames
{
    private const ushort LifetimeSeconds = 1800;
    private const uint LeaseSeconds = 3600;
    private const uint Transaction = 0x0666;
    private const byte HopLimit = 64;

    /// <summary>Router advertisements for the prefixes of its subnet, and a redirect of what somebody sends to the gateway (RFC 4861 sections 4.2 and 4.5); nothing without IPv6.</summary>
    public static IReadOnlyList<byte[]> Router(FabricHost liar, FabricHost victim)
    {
        List<byte[]> frames = [];
        IpAddress own = IpAddress.LinkLocalFor(liar.Mac);
        foreach (GatewayAddress gateway in liar.Subnet.Gateways.Where(static gateway => gateway.Address.IsIpv6))
        {
            PrefixInformation prefix = new(gateway.Prefix.Address, gateway.Prefix.Length, PrefixFlags.OnLink | PrefixFlags.Autonomous, LifetimeSeconds, LifetimeSeconds);
            RouterAdvertisement advertisement = new(HopLimit, RouterFlags.HighPreference, LifetimeSeconds, 0, 0);
            frames.Add(HostFrames.Write(frame => FrameWriter.RouterAdvertisement(
                frame, MacAddress.ForIpv6Multicast(IpAddress.AllNodes), liar.Mac, own, IpAddress.AllNodes, advertisement, liar.Mac, [prefix])));
            frames.Add(Redirect(liar, victim, own, gateway.Address));
        }

        return frames;
    }

    /// <summary>An offer and an acknowledgement for everybody over IPv4, an advertisement and a reply over IPv6.</summary>
    public static IReadOnlyList<byte[]> DhcpServer(FabricHost liar, FabricHost victim)
    {
        List<byte[]> frames = [];
        foreach (IpAddress own in liar.Addresses.Select(static item => item.Address))
        {
            if (own.IsIpv6)
            {
                frames.Add(Server6(liar, own, Dhcp6MessageType.Advertise));
                frames.Add(Server6(liar, own, Dhcp6MessageType.Reply));
                continue;
            }

            IpAddress given = victim.Addresses.Select(static item => item.Address).FirstOrDefault(static address => address.IsIpv4, own);
            frames.Add(Server4(liar, own, victim.Mac, given, DhcpMessageType.Offer));
            frames.Add(Server4(liar, own, victim.Mac, given, DhcpMessageType.Ack));
        }

        return frames;
    }

    private static byte[] Redirect(FabricHost liar, FabricHost victim, IpAddress own, IpAddress gateway) => HostFrames.Write(frame =>
    {
        // Reserved 4:4, target 8:16, destination 24:16.
        const int MessageLength = 40;
        int length = new EthernetHeader(victim.Mac, liar.Mac, EtherType.Ipv6).Write(frame);
        length += new Ipv6Header(0, 0, IpProtocol.Icmpv6, byte.MaxValue, own, IpAddress.LinkLocalFor(victim.Mac)).Write(frame[length..], MessageLength);
        Span<byte> message = frame.Slice(length, MessageLength);
        own.Write(message[8..]);
        gateway.Write(message[24..]);
        Icmpv6Message.Write(message, Icmpv6Type.Redirect, 0, own, IpAddress.LinkLocalFor(victim.Mac));
        return length + MessageLength;
    });

    private static byte[] Server4(FabricHost liar, IpAddress own, MacAddress client, IpAddress given, DhcpMessageType type) => HostFrames.Write(frame =>
    {
        Span<byte> message = stackalloc byte[DhcpCodePoints.MinimumLength];
        message.Clear();
        int head = new DhcpHeader(DhcpOperation.Reply, 0, Transaction, 0, DhcpCodePoints.BroadcastFlag, IpAddress.Ipv4Any, given, own, IpAddress.Ipv4Any, client).Write(message);
        DhcpOptionWriter options = new(message[head..]);
        options.Write(type);
        options.Write(DhcpOptionCode.ServerIdentifier, own);
        options.Write(DhcpOptionCode.LeaseTime, LeaseSeconds);
        options.End();
        return Datagram(frame, MacAddress.Broadcast, liar.Mac, own, IpAddress.Ipv4Broadcast, (DhcpCodePoints.ServerPort, DhcpCodePoints.ClientPort), message);
    });

    private static byte[] Server6(FabricHost liar, IpAddress own, Dhcp6MessageType type) => HostFrames.Write(frame =>
    {
        Span<byte> message = [(byte)type, 0, 6, 66];
        return Datagram(
            frame, MacAddress.ForIpv6Multicast(IpAddress.AllNodes), liar.Mac, own, IpAddress.AllNodes, (Dhcp6CodePoints.ServerPort, Dhcp6CodePoints.ClientPort), message);
    });

    private static int Datagram(
        Span<byte> frame, MacAddress to, MacAddress from, IpAddress source, IpAddress destination, (ushort From, ushort To) ports, ReadOnlySpan<byte> payload)
    {
        int whole = UdpHeader.Length + payload.Length;
        int length = new EthernetHeader(to, from, source.IsIpv6 ? EtherType.Ipv6 : EtherType.Ipv4).Write(frame);
        length += source.IsIpv6
            ? new Ipv6Header(0, 0, IpProtocol.Udp, HopLimit, source, destination).Write(frame[length..], whole)
            : new Ipv4Header(0, 0, Ipv4Header.DoNotFragment, HopLimit, IpProtocol.Udp, source, destination).Write(frame[length..], whole);
        payload.CopyTo(frame[(length + UdpHeader.Length)..]);
        new UdpHeader(ports.From, ports.To).Write(frame.Slice(length, whole), source, destination);
        return length + whole;
    }
}
