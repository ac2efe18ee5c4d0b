using System.Buffers.Binary;
using Weft.Wire.Bfd;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Wire.Tests;

/// <summary>Decodes a frame down to its innermost header and writes it again from the decoded values alone, into a dirty buffer. Octets are only
/// copied where Weft has no decoder, or where the decoder refused: those places are reported.</summary>
internal sealed partial class Reencoder
{
    private readonly byte[] _buffer = EthernetViewTests.Dirty(65_600);

    /// <summary>"ND HopLimit" and the like: what the frame's decoders refused.</summary>
    public string? Fault { get; private set; }

    /// <summary>Innermost decoders that accepted and wrote.</summary>
    public SortedDictionary<string, int> Decoded { get; } = new(StringComparer.Ordinal);

    public byte[] Reencode(ReadOnlySpan<byte> frame)
    {
        Fault = null;
        Array.Fill(_buffer, (byte)0xA5);
        if (EthernetView.TryParse(frame, out EthernetView ethernet) is not EthernetFault.None and var fault)
        {
            return Refuse("Ethernet", fault, frame, _buffer);
        }

        int length = ethernet.Header.Write(_buffer, EthernetViewTests.TagsOf(ethernet));
        Span<byte> rest = _buffer.AsSpan(length);
        length += ethernet.IsLlc ? Llc(ethernet.Payload, rest) : Typed(ethernet.Type, ethernet.Payload, rest);
        length += Copy(ethernet.Trailer, _buffer.AsSpan(length));
        return _buffer[..length];
    }

    private int Typed(EtherType type, ReadOnlySpan<byte> octets, Span<byte> target) => type switch
    {
        EtherType.Arp or EtherType.Rarp => Arp(octets, target),
        EtherType.Ipv4 => Ipv4(octets, target),
        EtherType.Ipv6 => Ipv6(octets, target),
        _ => Copy(octets, target),
    };

    private int Llc(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (LlcView.TryParse(octets, out LlcView llc) is not LlcFault.None and var fault)
        {
            return Refuse("LLC", fault, octets, target).Length;
        }

        int length = llc.Header.Write(target);
        Count("LLC");
        return length + Copy(octets[length..], target[length..]);
    }

    private int Arp(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (ArpView.TryParse(octets, out ArpView arp) is not ArpFault.None and var fault)
        {
            return Refuse("ARP", fault, octets, target).Length;
        }

        Count("ARP");
        int length = arp.Packet.Write(target);
        return length + Copy(arp.Padding, target[length..]);
    }

    private int Ipv4(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (Ipv4View.TryParse(octets, out Ipv4View packet) is not Ipv4Fault.None and var fault)
        {
            return Refuse("IPv4", fault, octets, target).Length;
        }

        int length = packet.Header.Write(target, packet.Payload.Length, packet.Options);
        Span<byte> rest = target[length..];
        if (packet.IsFragment)
        {
            Count("IPv4 fragment");
            length += Copy(packet.Payload, rest);
        }
        else
        {
            length += packet.Protocol == IpProtocol.Icmp
                ? Icmp(packet.Payload, rest)
                : Transport(packet.Protocol, packet.Payload, packet.Source, packet.Destination, rest);
        }

        return length + Copy(packet.Padding, target[length..]);
    }

    private int Ipv6(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (Ipv6View.TryParse(octets, out Ipv6View packet) is not Ipv6Fault.None and var fault)
        {
            return Refuse("IPv6", fault, octets, target).Length;
        }

        int length = packet.Header.Write(target, packet.PayloadLength);
        Ipv6ExtensionReader reader = new(packet.NextHeader, packet.Extensions);
        while (reader.TryRead(out Ipv6Extension extension))
        {
            length += WriteExtension(packet, extension, target[length..]);
        }

        Span<byte> rest = target[length..];
        length += packet.UpperProtocol == IpProtocol.Icmpv6
            ? Icmpv6(packet, rest)
            : Transport(packet.UpperProtocol, packet.UpperLayer, packet.Source, packet.Destination, rest);
        return length + Copy(packet.Padding, target[length..]);
    }

    private int WriteExtension(in Ipv6View packet, in Ipv6Extension extension, Span<byte> target)
    {
        Count($"IPv6 {extension.Kind}");
        return extension.Kind switch
        {
            IpProtocol.Fragment => Ipv6ExtensionWriter.WriteFragment(
                target, extension.NextHeader, packet.FragmentOffset, packet.MoreFragments, BinaryPrimitives.ReadUInt32BigEndian(extension.Octets[4..])),
            IpProtocol.Authentication => Copy(extension.Octets, target),
            _ => Ipv6ExtensionWriter.Write(target, extension.NextHeader, extension.Data),
        };
    }

    private int Icmp(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (IcmpView.TryParse(octets, out IcmpView icmp) is not IcmpFault.None and var fault)
        {
            return Refuse("ICMP", fault, octets, target).Length;
        }

        Count("ICMP");
        Copy(icmp.Body, target[IcmpHeader.Length..]);
        icmp.Header.Write(target[..octets.Length]);
        return octets.Length;
    }

    private int Transport(IpProtocol protocol, ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination, Span<byte> target) => protocol switch
    {
        IpProtocol.Udp => Udp(octets, source, destination, target),
        IpProtocol.Tcp => Tcp(octets, source, destination, target),
        IpProtocol.Vrrp => Vrrp(octets, source, destination, target),
        _ => Copy(octets, target),
    };

    private int Udp(ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination, Span<byte> target)
    {
        if (UdpView.TryParse(octets, out UdpView udp) is not UdpFault.None and var fault)
        {
            return Refuse("UDP", fault, octets, target).Length;
        }

        Span<byte> payload = target[UdpHeader.Length..];
        _ = udp.DestinationPort switch
        {
            BfdCodePoints.ControlPort => Bfd(udp.Payload, payload),
            DhcpCodePoints.ServerPort or DhcpCodePoints.ClientPort => Dhcp(udp.Payload, payload),
            Dhcp6CodePoints.ServerPort or Dhcp6CodePoints.ClientPort => Dhcp6(udp.Payload, payload),
            _ => Copy(udp.Payload, payload),
        };
        Span<byte> datagram = target[..udp.Length];
        bool correct = udp.CheckChecksum(source, destination) == UdpFault.None;
        Count(!correct ? "UDP left to hardware" : udp.Checksum == 0 ? "UDP without checksum" : "UDP");
        udp.Header.WriteWithoutChecksum(datagram);
        if (!correct)
        {
            BinaryPrimitives.WriteUInt16BigEndian(datagram[6..], udp.Checksum);
        }
        else if (udp.Checksum != 0)
        {
            udp.Header.Write(datagram, source, destination);
        }

        return udp.Length + Copy(octets[udp.Length..], target[udp.Length..]);
    }

    private int Bfd(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (BfdView.TryParse(octets, out BfdView bfd) is not BfdFault.None and var fault)
        {
            return Refuse("BFD", fault, octets, target).Length;
        }

        Count($"BFD {bfd.State}");
        int length = bfd.Packet.Write(target, bfd.Authentication);
        return length + Copy(octets[length..], target[length..]);
    }

    private int Dhcp(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        if (DhcpView.TryParse(octets, out DhcpView dhcp) is not DhcpFault.None and var fault)
        {
            return Refuse("DHCP", fault, octets, target).Length;
        }

        Count($"DHCP {dhcp.Type}");
        int length = dhcp.Header.Write(target, dhcp.ServerName, dhcp.File);
        DhcpOptionWriter writer = new(target[length..]);
        DhcpOptionReader reader = dhcp.Options;
        while (reader.TryRead(out DhcpOption option))
        {
            writer.Write(option.Code, option.Data);
        }

        writer.End();
        length += writer.Length;
        return length + Copy(octets[length..], target[length..]);
    }

    private int Tcp(ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination, Span<byte> target)
    {
        if (TcpView.TryParse(octets, out TcpView tcp) is not TcpFault.None and var fault)
        {
            return Refuse("TCP", fault, octets, target).Length;
        }

        bool correct = tcp.CheckChecksum(source, destination) == TcpFault.None;
        Count(correct ? "TCP" : "TCP with a wrong checksum");
        Copy(tcp.Payload, target[tcp.HeaderLength..]);
        tcp.Header.Write(target[..octets.Length], source, destination, tcp.Options);
        if (!correct)
        {
            Copy(octets[16..18], target[16..]);
        }

        return octets.Length;
    }

    private int Vrrp(ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination, Span<byte> target)
    {
        if (VrrpView.TryParse(octets, source, destination, out VrrpView vrrp) is not VrrpFault.None and var fault)
        {
            return Refuse("VRRP", fault, octets, target).Length;
        }

        Count($"VRRPv{vrrp.Version} {source.Family}");
        IpAddress[] addresses = new IpAddress[vrrp.AddressCount];
        for (int i = 0; i < addresses.Length; i++)
        {
            addresses[i] = vrrp.GetAddress(i);
        }

        int length = vrrp.Advertisement.Write(target, source, destination, addresses, vrrp.Authentication);
        return length + Copy(octets[length..], target[length..]);
    }

    private void Count(string what) => Decoded[what] = Decoded.GetValueOrDefault(what) + 1;

    private byte[] Refuse<TFault>(string decoder, TFault fault, ReadOnlySpan<byte> octets, Span<byte> target)
        where TFault : struct, Enum
    {
        Fault = $"{decoder} {fault}";
        Copy(octets, target);
        return octets.ToArray();
    }

    private static int Copy(ReadOnlySpan<byte> octets, Span<byte> target)
    {
        octets.CopyTo(target);
        return octets.Length;
    }
}
