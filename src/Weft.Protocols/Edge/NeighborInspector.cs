using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>Neighbour discovery inspection and RA guard (RFC 6105): what is wrong with an ND message of a host.</summary>
internal sealed class NeighborInspector(AddressOwners owners)
{
    /// <summary>Null for what may pass, and for packets that are no neighbour discovery.</summary>
    public ViolationReason? Inspect(in EdgePlace at, in EthernetView ethernet)
    {
        if (Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet) != Ipv6Fault.None)
        {
            return ViolationReason.MalformedNeighborDiscovery;
        }

        // Before anything else: an advertisement that breaks other rules, too, is still one.
        if (packet.UpperProtocol == IpProtocol.Icmpv6 && packet.FragmentOffset == 0 && !packet.UpperLayer.IsEmpty)
        {
            switch ((Icmpv6Type)packet.UpperLayer[0])
            {
                case Icmpv6Type.RouterAdvertisement:
                    return ViolationReason.RouterAdvertisement;
                case Icmpv6Type.Redirect:
                    return ViolationReason.Redirect;
                default:
                    break;
            }
        }

        return NdView.TryParse(packet, out NdView message) switch
        {
            NdFault.NotNeighborDiscovery => null,
            NdFault.Fragmented => ViolationReason.FragmentedNeighborDiscovery,
            NdFault.None => InspectMessage(at, message),
            _ => ViolationReason.MalformedNeighborDiscovery,
        };
    }

    private ViolationReason? InspectMessage(in EdgePlace at, in NdView message)
    {
        bool isAdvertisement = message.Type == Icmpv6Type.NeighborAdvertisement;
        NdOptionType own = isAdvertisement ? NdOptionType.TargetLinkLayerAddress : NdOptionType.SourceLinkLayerAddress;
        if (message.TryGetLinkLayer(own, out MacAddress inside) && inside != at.Mac)
        {
            return ViolationReason.SenderMac;
        }

        if (isAdvertisement)
        {
            if ((message.Neighbor.Flags & NeighborFlags.Router) != 0)
            {
                return ViolationReason.RouterFlag;
            }

            if (owners.Judge(at, message.Target) is { } target)
            {
                return target;
            }
        }

        if (message.IsDuplicateAddressDetection)
        {
            // Whether an address is free may be asked of any; the gateway's is not, and who has another one will say so.
            return owners.IsGateway(at.Segment, message.Target) ? ViolationReason.GatewayAddress : null;
        }

        return message.Source.IsUnspecified ? null : owners.Judge(at, message.Source);
    }
}
