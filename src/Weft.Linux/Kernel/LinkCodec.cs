using Weft.Wire;

namespace Weft.Linux;

/// <summary>Interfaces as rtnetlink messages (struct ifinfomsg and IFLA_* attributes).</summary>
internal static class LinkCodec
{
    private const ushort VrfTable = 1;
    private const ushort VlanIdentifier = 1;
    private const ushort BridgeForwardDelay = 1;
    private const ushort BridgeStpState = 5;
    private const ushort BridgeVlanFiltering = 7;
    private const ushort BridgeMulticastSnooping = 23;
    private const ushort BridgeDefaultPvid = 39;
    private const uint SkipStatistics = 8;

    internal static void WriteCreate(NetlinkConnection connection, KernelLinkSpec spec)
    {
        connection.Begin(NetlinkType.NewLink, NetlinkFlags.Create | NetlinkFlags.Exclusive);
        NetlinkBuilder builder = connection.Builder;
        builder.Header(default(InterfaceInfoHeader));
        builder.Add(LinkAttribute.Name, spec.Name);
        if (spec.Mac != MacAddress.Zero)
        {
            builder.Add(LinkAttribute.Address, spec.Mac);
        }

        if (spec.Parent != 0)
        {
            builder.Add(LinkAttribute.Link, spec.Parent);
        }

        int info = builder.BeginNest(LinkAttribute.LinkInfo);
        builder.Add(LinkAttribute.InfoKind, spec.Kind);
        int data = builder.BeginNest(LinkAttribute.InfoData);
        WriteData(builder, spec);
        builder.EndNest(data);
        builder.EndNest(info);
        builder.End();
    }

    internal static void WriteChange(NetlinkConnection connection, int index, in KernelLinkChange change)
    {
        connection.Begin(NetlinkType.SetLink, NetlinkFlags.None);
        NetlinkBuilder builder = connection.Builder;
        builder.Header(new InterfaceInfoHeader
        {
            Index = index,
            Flags = change.Up == true ? (uint)InterfaceFlags.Up : 0,
            Change = change.Up.HasValue ? (uint)InterfaceFlags.Up : 0,
        });
        if (change.Mac is MacAddress mac)
        {
            builder.Add(LinkAttribute.Address, mac);
        }

        if (change.Mtu is int mtu)
        {
            builder.Add(LinkAttribute.Mtu, mtu);
        }

        if (change.Master is int master)
        {
            builder.Add(LinkAttribute.Master, master);
        }

        builder.End();
    }

    internal static void WriteDelete(NetlinkConnection connection, int index)
    {
        connection.Begin(NetlinkType.DeleteLink, NetlinkFlags.None);
        connection.Builder.Header(new InterfaceInfoHeader { Index = index });
        connection.Builder.End();
    }

    internal static void WriteDump(NetlinkConnection connection)
    {
        connection.Begin(NetlinkType.GetLink, NetlinkFlags.Dump);
        connection.Builder.Header(default(InterfaceInfoHeader));
        connection.Builder.Add(LinkAttribute.ExtendedMask, SkipStatistics);
        connection.Builder.End();
    }

    /// <summary>Reads an interface; false for messages that are none (bridge-port notifications have a family of their own).</summary>
    internal static bool TryRead(NetlinkMessage message, out KernelLink link)
    {
        link = default;
        if (message.Type is not (NetlinkType.NewLink or NetlinkType.DeleteLink)
            || !message.TryHeader(out InterfaceInfoHeader header)
            || header.Family != KernelFamily.Unspecified)
        {
            return false;
        }

        KernelLink read = new() { Index = header.Index, Name = "", Flags = (InterfaceFlags)header.Flags };
        foreach (NetlinkAttribute attribute in message.Attributes<InterfaceInfoHeader>())
        {
            read = attribute.Type switch
            {
                LinkAttribute.Name => read with { Name = attribute.Text },
                LinkAttribute.Address => read with { Mac = attribute.Mac },
                LinkAttribute.Mtu => read with { Mtu = attribute.Int32 },
                LinkAttribute.Link => read with { Parent = attribute.Int32 },
                LinkAttribute.Master => read with { Master = attribute.Int32 },
                LinkAttribute.LinkInfo => ReadInfo(read, attribute.Nested),
                _ => read,
            };
        }

        link = read;
        return true;
    }

    private static void WriteData(NetlinkBuilder builder, KernelLinkSpec spec)
    {
        switch (spec.Kind)
        {
            case "bridge":
                builder.Add(BridgeForwardDelay, 0u);
                builder.Add(BridgeStpState, 0u);
                builder.Add(BridgeMulticastSnooping, (byte)0);
                if (spec.VlanFiltering)
                {
                    builder.Add(BridgeVlanFiltering, (byte)1);
                    builder.Add(BridgeDefaultPvid, (ushort)0);
                }

                break;
            case "vlan":
                builder.Add(VlanIdentifier, spec.VlanId);
                break;
            case "vrf":
                builder.Add(VrfTable, spec.Table);
                break;
            default:
                throw new ArgumentException($"no interface of kind '{spec.Kind}' can be made");
        }
    }

    private static KernelLink ReadInfo(KernelLink link, NetlinkAttributes info)
    {
        foreach (NetlinkAttribute attribute in info)
        {
            if (attribute.Type == LinkAttribute.InfoKind)
            {
                link = link with { Kind = attribute.Text };
            }
            else if (attribute.Type == LinkAttribute.InfoData)
            {
                link = ReadData(link, attribute.Nested);
            }
        }

        return link;
    }

    private static KernelLink ReadData(KernelLink link, NetlinkAttributes data)
    {
        foreach (NetlinkAttribute attribute in data)
        {
            link = (link.Kind, attribute.Type) switch
            {
                ("vrf", VrfTable) => link with { Table = attribute.UInt32 },
                ("vlan", VlanIdentifier) => link with { VlanId = attribute.UInt16 },
                ("bridge", BridgeVlanFiltering) => link with { VlanFiltering = attribute.Byte != 0 },
                _ => link,
            };
        }

        return link;
    }
}
