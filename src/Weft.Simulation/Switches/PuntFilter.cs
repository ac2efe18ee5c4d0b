using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Simulation;

/// <summary>Which frames the daemon hears: the filters of its packet sockets.</summary>
internal static class PuntFilter
{
    /// <summary>Longest frame that is handed over of a port with hosts.</summary>
    public const int HostSnapLength = 2048;

    // 802.2 with DSAP and SSAP FE, control 03, NLPID 83 (ISO 10589 clause 9.1).
    private const uint IsisHeader = 0xFEFE_0383;

    /// <summary>Whether the daemon hears a frame of a port.</summary>
    public static bool Wants(PlanePort port, VlanId tag, in FrameFacts facts, ReadOnlySpan<byte> frame) => port.Plan.Kind switch
    {
        PortKind.Outside => false,
        PortKind.Fabric => !tag.IsTagged && (IsIsis(frame) || (port.Plan.Bfd is not null && IsBfd(facts, frame))),
        _ => IsHostControl(facts, frame) || (port.Plan.Bpdu == PortBpdu.Shut && IsBpdu(frame)),
    };

    private static bool IsBpdu(ReadOnlySpan<byte> frame) => EthernetView.TryParse(frame, out EthernetView ethernet) == EthernetFault.None && BridgeProtocol.IsBpdu(ethernet);

    private static bool IsHostControl(in FrameFacts facts, ReadOnlySpan<byte> frame) => facts.Kind switch
    {
        FrameKind.Arp or FrameKind.ReverseArp => true,
        FrameKind.Ipv4 => facts.Upper == IpProtocol.Vrrp || IsUdpTo(facts, frame, DhcpCodePoints.ServerPort, DhcpCodePoints.ClientPort),

        // The program looks behind no other header than hop-by-hop options, and for DHCP behind none.
        FrameKind.Ipv6 => facts.Upper == IpProtocol.Vrrp
            || (facts.UpperOffset == EthernetHeader.Length + Ipv6Header.Length
                && IsUdpTo(facts, frame, Dhcp6CodePoints.ServerPort, Dhcp6CodePoints.ClientPort))
            || (facts.IsNeighborDiscovery && IsSimple((IpProtocol)frame[EthernetHeader.Length + 6])),
        _ => frame.Length >= EthernetHeader.Length && BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) == (ushort)EtherType.Arp,
    };

    private static bool IsUdpTo(in FrameFacts facts, ReadOnlySpan<byte> frame, ushort one, ushort other)
    {
        if (facts.Upper != IpProtocol.Udp || facts.UpperOffset == 0 || frame.Length < facts.UpperOffset + 4)
        {
            return false;
        }

        ushort port = BinaryPrimitives.ReadUInt16BigEndian(frame[(facts.UpperOffset + 2)..]);
        return port == one || port == other;
    }

    private static bool IsSimple(IpProtocol next) => next is IpProtocol.Icmpv6 or IpProtocol.HopByHop;

    private static bool IsIsis(ReadOnlySpan<byte> frame) =>
        frame.Length >= EthernetHeader.Length + 4
        && BinaryPrimitives.ReadUInt16BigEndian(frame[12..]) < (ushort)EtherType.MinimumType
        && BinaryPrimitives.ReadUInt32BigEndian(frame[EthernetHeader.Length..]) == IsisHeader;

    private static bool IsBfd(in FrameFacts facts, ReadOnlySpan<byte> frame) => facts.Kind == FrameKind.Ipv6 && facts.Upper switch
    {
        IpProtocol.Udp => facts.UpperOffset != 0 && frame.Length >= facts.UpperOffset + 4
            && BinaryPrimitives.ReadUInt16BigEndian(frame[(facts.UpperOffset + 2)..]) == BfdCodePoints.ControlPort,
        IpProtocol.Icmpv6 => facts.Icmpv6 == Icmpv6Type.NeighborAdvertisement,
        _ => false,
    };
}
