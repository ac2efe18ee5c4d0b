using System.Collections.Immutable;

namespace Weft.Linux;

/// <summary>The filters that decide in the kernel which frames reach the node. The outermost 802.1Q tag is never part of the
/// frame there: the kernel takes it off before packet sockets see it. Offsets are those of the untagged frame.</summary>
public static class PacketFilters
{
    // SKF_AD_OFF + SKF_AD_PKTTYPE: the direction and class of the frame instead of its content.
    private const uint PacketType = 0xFFFFF000 + 4;
    private const uint OutgoingType = 4;

    private const uint EtherTypeOffset = 12;
    private const uint LlcOffset = 14;
    private const uint Ipv4Offset = 14;
    private const uint Ipv4FragmentOffset = 14 + 6;
    private const uint Ipv4FragmentBits = 0x1FFF;
    private const uint Ipv4ProtocolOffset = 14 + 9;
    private const uint Ipv6NextHeaderOffset = 14 + 6;
    private const uint Ipv6PayloadOffset = 14 + 40;

    private const uint UdpProtocol = 17;
    private const uint BfdControlPort = 3784;
    private const uint DhcpServerPort = 67;
    private const uint DhcpClientPort = 68;
    private const uint Dhcp6ClientPort = 546;
    private const uint Dhcp6ServerPort = 547;
    private const uint NeighborAdvertisementType = 136;
    private const uint VrrpProtocol = 112;
    private const uint Icmpv6Protocol = 58;
    private const uint HopByHopProtocol = 0;
    private const uint FirstNeighborDiscoveryType = 133;
    private const uint LastNeighborDiscoveryType = 137;

    /// <summary>Longest frame the host filter hands over: control frames are small, longer ones are cut.</summary>
    public const uint HostSnapLength = 2048;

    /// <summary>ARP, RARP, IPv6 neighbour discovery (also behind a hop-by-hop header), VRRP and DHCP of both families.</summary>
    public static ImmutableArray<BpfInstruction> Hosts { get; } = OfHosts(orBridges: false);

    /// <summary>The same and BPDUs, for ports that they shut. All others compare no more than without.</summary>
    public static ImmutableArray<BpfInstruction> HostsAndBridges { get; } = OfHosts(orBridges: true);

    private static ImmutableArray<BpfInstruction> OfHosts(bool orBridges) => new BpfProgram()
        .LoadByte(PacketType).IfEqual(OutgoingType, "no")
        .LoadHalf(EtherTypeOffset)
        .IfEqual(0x0806, "yes")
        .IfEqual(0x8035, "yes")
        .IfEqual(0x86DD, "ipv6")
        .IfEqual(0x0800, null, orBridges ? "other" : "no")
        .LoadByte(Ipv4ProtocolOffset)
        .IfEqual(VrrpProtocol, "yes")
        .IfEqual(UdpProtocol, null, "no")
        .LoadHalf(Ipv4FragmentOffset).IfAnyBit(Ipv4FragmentBits, "no")
        .IndexFromIpv4Header(Ipv4Offset).LoadHalfAtIndex(Ipv4Offset + 2)
        .IfEqual(DhcpServerPort, "yes")
        .IfEqual(DhcpClientPort, "yes", "no")

        // 802.2 with the SAPs of spanning tree, or SNAP to Cisco's group for a tree of each VLAN.
        .Label("other").LoadHalf(LlcOffset)
        .IfEqual(0x4242, "yes")
        .IfEqual(0xAAAA, null, "no")
        .LoadWord(0).IfEqual(0x0100_0CCC, null, "no")
        .LoadHalf(4).IfEqual(0xCCCD, "yes", "no")
        .Label("ipv6").LoadByte(Ipv6NextHeaderOffset)
        .IfEqual(Icmpv6Protocol, "icmp")
        .IfEqual(VrrpProtocol, "yes")
        .IfEqual(UdpProtocol, "udp6")
        .IfEqual(HopByHopProtocol, null, "no")
        .LoadByte(Ipv6PayloadOffset).IfEqual(Icmpv6Protocol, null, "no")
        .LoadByte(Ipv6PayloadOffset + 1).AddTo(1).ShiftLeft(3).ToIndex()
        .LoadByteAtIndex(Ipv6PayloadOffset).IfAtLeast(FirstNeighborDiscoveryType, "upper", "no")
        .Label("udp6").LoadHalf(Ipv6PayloadOffset + 2)
        .IfEqual(Dhcp6ClientPort, "yes")
        .IfEqual(Dhcp6ServerPort, "yes", "no")
        .Label("icmp").LoadByte(Ipv6PayloadOffset).IfAtLeast(FirstNeighborDiscoveryType, null, "no")
        .Label("upper").IfAbove(LastNeighborDiscoveryType, "no")
        .Label("yes").Return(HostSnapLength)
        .Label("no").Return(0)
        .Assemble();

    /// <summary>IS-IS: 802.2 with DSAP and SSAP FE, control 03, NLPID 83 (ISO 10589 clause 9.1).</summary>
    public static ImmutableArray<BpfInstruction> Isis { get; } = new BpfProgram()
        .LoadByte(PacketType).IfEqual(OutgoingType, "no")
        .LoadHalf(EtherTypeOffset).IfAtLeast(0x0600, "no")
        .LoadHalf(14).IfEqual(0xFEFE, null, "no")
        .LoadHalf(16).IfEqual(0x0383, null, "no")
        .Return(uint.MaxValue)
        .Label("no").Return(0)
        .Assemble();

    /// <summary>BFD control packets over IPv6 (RFC 5881 section 4), and neighbour advertisements, by which a silent neighbour's kernel answers.</summary>
    public static ImmutableArray<BpfInstruction> Bfd { get; } = new BpfProgram()
        .LoadByte(PacketType).IfEqual(OutgoingType, "no")
        .LoadHalf(EtherTypeOffset).IfEqual(0x86DD, null, "no")
        .LoadByte(Ipv6NextHeaderOffset)
        .IfEqual(Icmpv6Protocol, "icmp")
        .IfEqual(UdpProtocol, null, "no")
        .LoadHalf(Ipv6PayloadOffset + 2).IfEqual(BfdControlPort, "yes", "no")
        .Label("icmp").LoadByte(Ipv6PayloadOffset).IfEqual(NeighborAdvertisementType, "yes", "no")
        .Label("yes").Return(HostSnapLength)
        .Label("no").Return(0)
        .Assemble();
}
