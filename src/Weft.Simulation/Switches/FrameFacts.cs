using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What bridge, filter and router ask of a frame, read once. Nothing of it is checked beyond what it takes to read it.</summary>
internal struct FrameFacts
{
    private const int Ipv4ProtocolOffset = EthernetHeader.Length + 9;
    private const int Ipv6NextHeaderOffset = EthernetHeader.Length + 6;
    private const ushort FragmentBits = 0x3FFF;

    public MacAddress Destination;
    public MacAddress Source;
    public FrameKind Kind;

    /// <summary>Source address of a packet; sender of ARP.</summary>
    public IpAddress From;

    /// <summary>Destination address of a packet; target of ARP.</summary>
    public IpAddress To;

    /// <summary>The protocol behind IPv6 extension headers.</summary>
    public IpProtocol Upper;

    /// <summary>Where its header begins in the frame; 0 where there is none, as in the middle of a fragmented packet.</summary>
    public int UpperOffset;

    /// <summary>True for any part of a fragmented packet.</summary>
    public bool IsFragment;

    /// <summary>True for IPv6 whose headers cannot be walked, for first fragments with neighbour discovery in them, and for fragments that may
    /// lie over one another's headers to be neighbour discovery when they are joined.</summary>
    public bool HidesUpper;

    /// <summary>ICMPv6 type; 0 for everything else.</summary>
    public Icmpv6Type Icmpv6;

    /// <summary>Target of a neighbour solicitation or advertisement; unspecified for everything else.</summary>
    public IpAddress NeighborTarget;

    public ArpOperation ArpOperation;

    /// <summary>The sender's MAC in ARP.</summary>
    public MacAddress ArpSender;

    public readonly bool IsIp => Kind is FrameKind.Ipv4 or FrameKind.Ipv6;

    public readonly bool IsNeighborDiscovery => Icmpv6 is >= Icmpv6Type.RouterSolicitation and <= Icmpv6Type.Redirect;

    /// <summary>Reads a frame; false when it is too short for what it says it is.</summary>
    public static bool TryRead(ReadOnlySpan<byte> frame, out FrameFacts facts)
    {
        facts = default;
        if (frame.Length < EthernetHeader.Length)
        {
            return false;
        }

        facts.Destination = MacAddress.Read(frame);
        facts.Source = MacAddress.Read(frame[MacAddress.Length..]);
        switch ((EtherType)BinaryPrimitives.ReadUInt16BigEndian(frame[(2 * MacAddress.Length)..]))
        {
            case EtherType.Ipv4:
                facts.Kind = FrameKind.Ipv4;
                return facts.TryReadIpv4(frame);
            case EtherType.Ipv6:
                facts.Kind = FrameKind.Ipv6;
                return facts.TryReadIpv6(frame);
            case EtherType.Arp:
                facts.Kind = FrameKind.Arp;
                return facts.TryReadArp(frame);
            case EtherType.Rarp:
                facts.Kind = FrameKind.ReverseArp;
                return true;
            default:
                return true;
        }
    }

    private bool TryReadIpv4(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader.Length + Ipv4Header.Length)
        {
            return false;
        }

        From = IpAddress.ReadIpv4(frame[(EthernetHeader.Length + 12)..]);
        To = IpAddress.ReadIpv4(frame[(EthernetHeader.Length + 16)..]);
        Upper = (IpProtocol)frame[Ipv4ProtocolOffset];
        int flags = BinaryPrimitives.ReadUInt16BigEndian(frame[(EthernetHeader.Length + 6)..]);
        IsFragment = (flags & FragmentBits) != 0;
        UpperOffset = (flags & 0x1FFF) != 0 ? 0 : EthernetHeader.Length + ((frame[EthernetHeader.Length] & 0xF) * 4);
        return true;
    }

    private bool TryReadIpv6(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < EthernetHeader.Length + Ipv6Header.Length)
        {
            return false;
        }

        From = IpAddress.ReadIpv6(frame[(EthernetHeader.Length + 8)..]);
        To = IpAddress.ReadIpv6(frame[(EthernetHeader.Length + 24)..]);
        Upper = (IpProtocol)frame[Ipv6NextHeaderOffset];
        UpperOffset = EthernetHeader.Length + Ipv6Header.Length;
        if (Upper is IpProtocol.Udp or IpProtocol.Tcp)
        {
            return true;
        }

        if (Upper != IpProtocol.Icmpv6)
        {
            ReadExtensions(frame);
        }

        if (Upper == IpProtocol.Icmpv6 && UpperOffset != 0 && frame.Length > UpperOffset)
        {
            Icmpv6 = (Icmpv6Type)frame[UpperOffset];
            if (Icmpv6 is Icmpv6Type.NeighborSolicitation or Icmpv6Type.NeighborAdvertisement && frame.Length >= UpperOffset + NeighborMessage.Length)
            {
                NeighborTarget = IpAddress.ReadIpv6(frame[(UpperOffset + 8)..]);
            }
        }

        return true;
    }

    private void ReadExtensions(ReadOnlySpan<byte> frame)
    {
        if (Ipv6View.TryParse(frame[EthernetHeader.Length..], out Ipv6View packet) != Ipv6Fault.None)
        {
            UpperOffset = 0;
            HidesUpper = true;
            return;
        }

        Upper = packet.UpperProtocol;
        bool isFirst = packet.HasFragmentHeader && packet.FragmentOffset == 0 && Upper == IpProtocol.Icmpv6
            && (packet.UpperLayer.IsEmpty || (Icmpv6Type)packet.UpperLayer[0] is >= Icmpv6Type.RouterSolicitation and <= Icmpv6Type.Redirect);
        HidesUpper = isFirst || (packet.CutsExtensions && packet.HopLimit == byte.MaxValue);
        IsFragment = packet.HasFragmentHeader && (packet.MoreFragments || packet.FragmentOffset != 0);
        UpperOffset = packet.FragmentOffset != 0 ? 0 : UpperOffset + packet.Extensions.Length;
    }

    private bool TryReadArp(ReadOnlySpan<byte> frame)
    {
        if (ArpView.TryParse(frame[EthernetHeader.Length..], out ArpView arp) != ArpFault.None)
        {
            // Neither filter nor stack can read it; the bridge carries it like any other frame.
            Kind = FrameKind.Other;
            return true;
        }

        ArpOperation = arp.Operation;
        ArpSender = arp.SenderMac;
        From = arp.SenderAddress;
        To = arp.TargetAddress;
        return true;
    }
}
