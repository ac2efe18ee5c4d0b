namespace Weft.Linux;

/// <summary>Interface addresses as rtnetlink messages (struct ifaddrmsg and IFA_* attributes).</summary>
internal static class AddressCodec
{
    private const ushort Address = 1;
    private const ushort Local = 2;
    private const ushort Flags = 8;

    internal static void WritePut(NetlinkConnection connection, in KernelAddress address)
    {
        connection.Begin(NetlinkType.NewAddress, NetlinkFlags.Create | NetlinkFlags.Replace);
        Write(connection.Builder, address);
        connection.Builder.Add(Flags, (uint)address.Flags);
        connection.Builder.End();
    }

    internal static void WriteDelete(NetlinkConnection connection, in KernelAddress address)
    {
        connection.Begin(NetlinkType.DeleteAddress, NetlinkFlags.None);
        Write(connection.Builder, address);
        connection.Builder.End();
    }

    internal static void WriteDump(NetlinkConnection connection, byte family)
    {
        connection.Begin(NetlinkType.GetAddress, NetlinkFlags.Dump);
        connection.Builder.Header(new AddressHeader { Family = family });
        connection.Builder.End();
    }

    internal static bool TryRead(NetlinkMessage message, out KernelAddress address)
    {
        address = default;
        if (message.Type is not (NetlinkType.NewAddress or NetlinkType.DeleteAddress)
            || !message.TryHeader(out AddressHeader header)
            || header.Family is not (KernelFamily.Ipv4 or KernelFamily.Ipv6))
        {
            return false;
        }

        bool hasLocal = false;
        address = new KernelAddress(header.Index, default, header.PrefixLength, (KernelAddressFlags)header.Flags);
        foreach (NetlinkAttribute attribute in message.Attributes<AddressHeader>())
        {
            switch (attribute.Type)
            {
                case Local:
                    // On point-to-point links IFA_ADDRESS is the peer and IFA_LOCAL the interface's own.
                    hasLocal = true;
                    address = address with { Address = attribute.Address };
                    break;
                case Address when !hasLocal:
                    address = address with { Address = attribute.Address };
                    break;
                case Flags:
                    address = address with { Flags = (KernelAddressFlags)attribute.UInt32 };
                    break;
                default:
                    break;
            }
        }

        return true;
    }

    private static void Write(NetlinkBuilder builder, in KernelAddress address)
    {
        builder.Header(new AddressHeader
        {
            Family = KernelFamily.Of(address.Address),
            PrefixLength = address.PrefixLength,
            Index = address.InterfaceIndex,
        });
        builder.Add(Local, address.Address);
        builder.Add(Address, address.Address);
    }
}
