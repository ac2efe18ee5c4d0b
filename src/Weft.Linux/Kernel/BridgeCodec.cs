namespace Weft.Linux;

/// <summary>Bridge ports and their VLANs as rtnetlink messages (family AF_BRIDGE).</summary>
internal static class BridgeCodec
{
    private const ushort PortLearning = 8;
    private const ushort PortUnicastFlood = 9;
    private const ushort BridgeFlags = 0;
    private const ushort VlanInfo = 2;
    private const ushort Self = 2;
    private const ushort Pvid = 2;
    private const ushort EgressUntagged = 4;

    internal static void WritePortSettings(NetlinkConnection connection, int index, in BridgePortSettings settings)
    {
        Begin(connection, index);
        NetlinkBuilder builder = connection.Builder;
        int nest = builder.BeginNest(LinkAttribute.ProtocolInfo);
        builder.Add(PortLearning, settings.Learning ? (byte)1 : (byte)0);
        builder.Add(PortUnicastFlood, settings.UnicastFlood ? (byte)1 : (byte)0);
        builder.EndNest(nest);
        builder.End();
    }

    internal static void WriteVlan(NetlinkConnection connection, in KernelBridgeVlan vlan)
    {
        Begin(connection, vlan.Index);
        NetlinkBuilder builder = connection.Builder;
        int nest = builder.BeginNest(LinkAttribute.AddressFamilySpec, markNested: false);
        if (vlan.OnBridge)
        {
            builder.Add(BridgeFlags, Self);
        }

        BridgeVlanInfo info = new() { Flags = vlan.Untagged ? (ushort)(Pvid | EgressUntagged) : (ushort)0, VlanId = vlan.VlanId };
        int entry = builder.BeginNest(VlanInfo, markNested: false);
        builder.Header(info);
        builder.EndNest(entry);
        builder.EndNest(nest);
        builder.End();
    }

    private static void Begin(NetlinkConnection connection, int index)
    {
        connection.Begin(NetlinkType.SetLink, NetlinkFlags.None);
        connection.Builder.Header(new InterfaceInfoHeader { Family = KernelFamily.Bridge, Index = index });
    }
}
