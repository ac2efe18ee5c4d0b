using System.Buffers.Binary;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Tells questions for the MAC of an address, and answers to them, from other frames: ARP (RFC 826) and neighbour discovery (RFC 4861).</summary>
public static class NeighborTalk
{
    /// <summary>True for an ARP request or a neighbour solicitation for the target.</summary>
    public static bool IsQuestion(ReadOnlySpan<byte> frame, IpAddress target)
    {
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            return false;
        }

        if (!target.IsIpv6)
        {
            return ethernet.Type == EtherType.Arp && ArpView.TryParse(ethernet.Payload, out ArpView arp) == ArpFault.None
                && arp.Operation == ArpOperation.Request && arp.TargetAddress == target;
        }

        return ethernet.Type == EtherType.Ipv6 && Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet) == Ipv6Fault.None
            && NdView.TryParse(packet, out NdView message) == NdFault.None
            && message.Type == Icmpv6Type.NeighborSolicitation && message.Target == target;
    }

    /// <summary>
    /// The MAC that a frame gives for the target; null when it is no answer. What a gateway announces unasked is none: an advertisement
    /// that answers has its S flag set (RFC 4861 section 7.2.4).
    /// </summary>
    public static MacAddress? Answer(ReadOnlySpan<byte> frame, IpAddress target)
    {
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            return null;
        }

        if (!target.IsIpv6)
        {
            return ethernet.Type == EtherType.Arp && ArpView.TryParse(ethernet.Payload, out ArpView arp) == ArpFault.None
                && arp.Operation == ArpOperation.Reply && arp.SenderAddress == target
                ? arp.SenderMac
                : null;
        }

        // Read by hand: a capture may show a frame before the checksum is in it, which a view would refuse.
        const int FlagsAt = Ipv6Header.Length + 4;
        const int TargetAt = FlagsAt + 4;
        const int OptionAt = TargetAt + 16;
        ReadOnlySpan<byte> body = ethernet.Payload;
        bool isAnswer = ethernet.Type == EtherType.Ipv6 && body.Length >= OptionAt + 8 && body[6] == (byte)IpProtocol.Icmpv6
            && body[Ipv6Header.Length] == (byte)Icmpv6Type.NeighborAdvertisement
            && ((NeighborFlags)BinaryPrimitives.ReadUInt32BigEndian(body[FlagsAt..])).HasFlag(NeighborFlags.Solicited)
            && IpAddress.ReadIpv6(body[TargetAt..]) == target;
        return isAnswer && body[OptionAt] == (byte)NdOptionType.TargetLinkLayerAddress ? MacAddress.Read(body[(OptionAt + 2)..]) : null;
    }
}
