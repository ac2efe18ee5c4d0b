using Weft.Wire;

namespace Weft.Stories;

/// <summary>Reads questions for the MAC of an address, and answers to them, in ARP (RFC 826) and neighbour discovery (RFC 4861).</summary>
public static class NeighborTalk
{
    /// <summary>True for an ARP request or a neighbour solicitation for the target.</summary>
    public static bool IsQuestion(ReadOnlySpan<byte> frame, IpAddress target)
    {
        ReadOnlySpan<byte> body = frame[EthernetHeader.Length..];
        if (!target.IsIpv6)
        {
            return ArpView.TryParse(body, out ArpView arp) == ArpFault.None && arp.Operation == ArpOperation.Request && arp.TargetAddress == target;
        }

        return Ipv6View.TryParse(body, out Ipv6View packet) == Ipv6Fault.None && NdView.TryParse(packet, out NdView message) == NdFault.None
            && message.Type == Icmpv6Type.NeighborSolicitation && message.Target == target;
    }

    /// <summary>The MAC that a frame gives for the target, when it is an answer about it.</summary>
    public static MacAddress? Answer(ReadOnlySpan<byte> frame, IpAddress target)
    {
        ReadOnlySpan<byte> body = frame[EthernetHeader.Length..];
        if (!target.IsIpv6)
        {
            return ArpView.TryParse(body, out ArpView arp) == ArpFault.None && arp.Operation == ArpOperation.Reply && arp.SenderAddress == target
                ? arp.SenderMac
                : null;
        }

        const int TargetAt = Ipv6Header.Length + 8;
        const int OptionAt = TargetAt + 16;
        bool isAdvertisement = body.Length >= OptionAt + 8 && body[6] == (byte)IpProtocol.Icmpv6
            && body[Ipv6Header.Length] == (byte)Icmpv6Type.NeighborAdvertisement && IpAddress.ReadIpv6(body[TargetAt..]) == target;
        return isAdvertisement && body[OptionAt] == (byte)NdOptionType.TargetLinkLayerAddress ? MacAddress.Read(body[(OptionAt + 2)..]) : null;
    }
}
