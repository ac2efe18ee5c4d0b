using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>Dynamic ARP inspection: what is wrong with an ARP or RARP frame of a host.</summary>
internal sealed class ArpInspector(AddressOwners owners)
{
    // 240/4: reserved, never a host's (RFC 1112 section 4).
    private static readonly IpPrefix Reserved = IpPrefix.Parse("240.0.0.0/4");

    public ViolationReason? Inspect(in EdgePlace at, in EthernetView ethernet)
    {
        if (ArpView.TryParse(ethernet.Payload, out ArpView arp) != ArpFault.None)
        {
            return ViolationReason.MalformedArp;
        }

        if (arp.SenderMac != at.Mac)
        {
            return ViolationReason.SenderMac;
        }

        if (arp.IsReverse)
        {
            return null;
        }

        // A reply says whom it is for; gratuitous ones go to everybody.
        if (arp.Operation == ArpOperation.Reply && !ethernet.Destination.IsGroup && arp.TargetMac != ethernet.Destination)
        {
            return ViolationReason.TargetMac;
        }

        if (arp.SenderAddress.IsUnspecified)
        {
            return arp.Operation == ArpOperation.Request ? null : ViolationReason.SenderAddress;
        }

        if (!arp.SenderAddress.IsHostUnicast || Reserved.Contains(arp.SenderAddress))
        {
            return ViolationReason.SenderAddress;
        }

        return owners.Judge(at, arp.SenderAddress);
    }
}
