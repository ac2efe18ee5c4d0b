namespace Weft.Wire;

/// <summary>The validity rules of RFC 4861 about addresses, message by message.</summary>
internal static class NdRules
{
    internal static NdFault Check(in NdView message) => message.Type switch
    {
        Icmpv6Type.RouterSolicitation => CheckUnspecifiedSource(message), // section 6.1.1
        Icmpv6Type.NeighborSolicitation => CheckSolicitation(message), // section 7.1.1
        Icmpv6Type.NeighborAdvertisement => CheckAdvertisement(message), // section 7.1.2
        _ => message.Source.IsLinkLocal ? NdFault.None : NdFault.SourceNotLinkLocal, // sections 6.1.2 and 8.1
    };

    private static NdFault CheckSolicitation(in NdView message)
    {
        if (message.Target.IsMulticast)
        {
            return NdFault.TargetMulticast;
        }

        if (message.Source.IsUnspecified && message.Destination != IpAddress.SolicitedNode(message.Target))
        {
            return NdFault.UnspecifiedSourceDestination;
        }

        return CheckUnspecifiedSource(message);
    }

    private static NdFault CheckAdvertisement(in NdView message)
    {
        if (message.Target.IsMulticast)
        {
            return NdFault.TargetMulticast;
        }

        bool solicited = (message.Neighbor.Flags & NeighborFlags.Solicited) != 0;
        return solicited && message.Destination.IsMulticast ? NdFault.SolicitedToMulticast : NdFault.None;
    }

    private static NdFault CheckUnspecifiedSource(in NdView message) =>
        message.Source.IsUnspecified && message.TryGetLinkLayer(NdOptionType.SourceLinkLayerAddress, out _)
            ? NdFault.UnspecifiedSourceWithLinkLayer
            : NdFault.None;
}
