namespace Weft.Wire;

/// <summary>Frames by which bridges speak of the tree that they make.</summary>
public static class BridgeProtocol
{
    // Bridge group address and that of provider bridges (IEEE 802.1Q-2018 tables 8-1 and 8-2); Cisco's for a tree of each VLAN.
    private static readonly MacAddress s_bridges = MacAddress.FromValue(0x0180_C200_0000);
    private static readonly MacAddress s_providers = MacAddress.FromValue(0x0180_C200_0008);
    private static readonly MacAddress s_perVlan = MacAddress.FromValue(0x0100_0CCC_CCCD);

    private const int CiscoOrganization = 0x00000C;
    private const ushort PerVlanProtocol = 0x010B;

    /// <summary>True for a BPDU of spanning tree, rapid or multiple spanning tree, or PVST+, whatever is in it.</summary>
    public static bool IsBpdu(in EthernetView frame)
    {
        if (!frame.Destination.IsGroup || !frame.IsLlc || LlcView.TryParse(frame.Payload, out LlcView llc) != LlcFault.None)
        {
            return false;
        }

        return llc.IsSnap
            ? frame.Destination == s_perVlan && llc.SnapOrganization == CiscoOrganization && llc.SnapProtocol == PerVlanProtocol
            : llc is { DestinationSap: LlcHeader.SpanningTreeSap, SourceSap: LlcHeader.SpanningTreeSap }
                && (frame.Destination == s_bridges || frame.Destination == s_providers);
    }
}
