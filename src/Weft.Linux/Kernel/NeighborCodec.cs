namespace Weft.Linux;

/// <summary>ARP, ND and forwarding entries as rtnetlink messages (struct ndmsg and NDA_* attributes).</summary>
internal static class NeighborCodec
{
    private const ushort Destination = 1;
    private const ushort LinkLayerAddress = 2;
    private const ushort Vlan = 5;
    private const ushort Master = 9;
    private const byte Self = 2;
    private const byte OnMaster = 4;
    private const byte Proxy = 8;

    internal static void WritePut(NetlinkConnection connection, in KernelNeighbor neighbor)
    {
        connection.Begin(NetlinkType.NewNeighbor, NetlinkFlags.Create | NetlinkFlags.Replace);
        WriteKey(connection.Builder, neighbor);
        connection.Builder.Add(LinkLayerAddress, neighbor.Mac);
        connection.Builder.End();
    }

    internal static void WriteDelete(NetlinkConnection connection, in KernelNeighbor neighbor)
    {
        connection.Begin(NetlinkType.DeleteNeighbor, NetlinkFlags.None);
        WriteKey(connection.Builder, neighbor);
        connection.Builder.End();
    }

    internal static void WritePut(NetlinkConnection connection, in KernelForwarding entry)
    {
        connection.Begin(NetlinkType.NewNeighbor, NetlinkFlags.Create | NetlinkFlags.Replace);
        WriteEntry(connection.Builder, entry);
    }

    internal static void WriteDelete(NetlinkConnection connection, in KernelForwarding entry)
    {
        connection.Begin(NetlinkType.DeleteNeighbor, NetlinkFlags.None);
        WriteEntry(connection.Builder, entry);
    }

    internal static void WriteDump(NetlinkConnection connection, byte family)
    {
        connection.Begin(NetlinkType.GetNeighbor, NetlinkFlags.Dump);
        connection.Builder.Header(new NeighborHeader { Family = family });
        connection.Builder.End();
    }

    /// <summary>Reads an ARP or ND entry; false for all else, proxy entries included.</summary>
    internal static bool TryRead(NetlinkMessage message, out KernelNeighbor neighbor)
    {
        neighbor = default;
        if (message.Type is not (NetlinkType.NewNeighbor or NetlinkType.DeleteNeighbor)
            || !message.TryHeader(out NeighborHeader header)
            || header.Family is not (KernelFamily.Ipv4 or KernelFamily.Ipv6)
            || (header.Flags & Proxy) != 0)
        {
            return false;
        }

        neighbor = new KernelNeighbor(header.Index, default, default, (NeighborState)header.State);
        foreach (NetlinkAttribute attribute in message.Attributes<NeighborHeader>())
        {
            neighbor = attribute.Type switch
            {
                Destination => neighbor with { Address = attribute.Address },
                LinkLayerAddress => neighbor with { Mac = attribute.Mac },
                _ => neighbor,
            };
        }

        return true;
    }

    /// <summary>Reads a bridge forwarding entry; false for all else.</summary>
    internal static bool TryRead(NetlinkMessage message, out KernelForwarding entry)
    {
        entry = default;
        if (message.Type is not (NetlinkType.NewNeighbor or NetlinkType.DeleteNeighbor)
            || !message.TryHeader(out NeighborHeader header)
            || header.Family != KernelFamily.Bridge)
        {
            return false;
        }

        entry = new KernelForwarding(header.Index, default, 0, (NeighborState)header.State, OnBridge: true);
        foreach (NetlinkAttribute attribute in message.Attributes<NeighborHeader>())
        {
            entry = attribute.Type switch
            {
                LinkLayerAddress => entry with { Mac = attribute.Mac },
                Vlan => entry with { VlanId = attribute.UInt16 },
                Master => entry with { Bridge = attribute.Int32, OnBridge = attribute.Int32 == header.Index },
                _ => entry,
            };
        }

        // Entries of a device's own address filter (33:33:…, "self") belong to no bridge.
        return entry.Bridge != 0;
    }

    private static void WriteKey(NetlinkBuilder builder, in KernelNeighbor neighbor)
    {
        builder.Header(new NeighborHeader
        {
            Family = KernelFamily.Of(neighbor.Address),
            Index = neighbor.InterfaceIndex,
            State = (ushort)neighbor.State,
        });
        builder.Add(Destination, neighbor.Address);
    }

    private static void WriteEntry(NetlinkBuilder builder, in KernelForwarding entry)
    {
        builder.Header(new NeighborHeader
        {
            Family = KernelFamily.Bridge,
            Index = entry.InterfaceIndex,
            State = (ushort)entry.State,
            Flags = entry.OnBridge ? Self : OnMaster,
        });
        builder.Add(LinkLayerAddress, entry.Mac);
        if (entry.VlanId != 0)
        {
            builder.Add(Vlan, entry.VlanId);
        }

        builder.End();
    }
}
