using Weft.Wire;

namespace Weft.Linux;

/// <summary>Cables between network namespaces and moves of interfaces from one to another, by netlink. All throw <see cref="KernelException"/>.</summary>
public static class NamespaceLinks
{
    /// <summary>Makes a veth cable whose ends appear in their namespaces at once, both down.</summary>
    public static void CreateVeth(in VethEnd a, in VethEnd b, int mtu = 1500)
    {
        using NamespaceHandle first = NamespaceHandle.Open(a.Namespace);
        using NamespaceHandle second = NamespaceHandle.Open(b.Namespace);
        using NetlinkConnection connection = new(NetlinkProtocol.Route);
        connection.Begin(NetlinkType.NewLink, NetlinkFlags.Create | NetlinkFlags.Exclusive);
        NetlinkBuilder builder = connection.Builder;
        builder.Header(default(InterfaceInfoHeader));
        WriteEnd(builder, a, mtu, first);
        int info = builder.BeginNest(LinkAttribute.LinkInfo);
        builder.Add(LinkAttribute.InfoKind, "veth");
        int data = builder.BeginNest(LinkAttribute.InfoData);
        int peer = builder.BeginNest(LinkAttribute.VethPeer);
        builder.Header(default(InterfaceInfoHeader));
        WriteEnd(builder, b, mtu, second);
        builder.EndNest(peer);
        builder.EndNest(data);
        builder.EndNest(info);
        builder.End();
        connection.Submit().ThrowIfFailed($"make the cable {a.Name}-{b.Name}");
    }

    /// <summary>Moves an interface to another namespace, optionally under a new name. It arrives down and without addresses.</summary>
    public static void Move(string? fromNamespace, string name, string? toNamespace, string? newName = null)
    {
        using NamespaceHandle target = NamespaceHandle.Open(toNamespace);
        int descriptor = target.Descriptor;
        Inside(fromNamespace, connection =>
        {
            BeginChange(connection, name);
            connection.Builder.Add(LinkAttribute.NamespaceDescriptor, descriptor);
            if (newName is not null)
            {
                // With IFLA_IFNAME as well as an index the name is the new name, so the interface must be found by its index.
                connection.Builder.Add(LinkAttribute.Name, newName);
            }

            connection.Builder.End();
            connection.Submit().ThrowIfFailed($"move {name} to {toNamespace}");
        });
    }

    /// <summary>Sets an interface administratively up or down.</summary>
    public static void SetUp(string? inNamespace, string name, bool up) => Inside(inNamespace, connection =>
    {
        InterfaceInfoHeader header = new()
        {
            Index = InterfaceIndex.Of(name),
            Flags = up ? (uint)InterfaceFlags.Up : 0,
            Change = (uint)InterfaceFlags.Up,
        };
        connection.Begin(NetlinkType.SetLink, NetlinkFlags.None);
        connection.Builder.Header(header);
        connection.Builder.End();
        connection.Submit().ThrowIfFailed($"set {name} {(up ? "up" : "down")}");
    });

    /// <summary>Puts an interface into a bridge, straight from another one if need be, or takes it out of its bridge for null.</summary>
    public static void SetMaster(string? inNamespace, string name, string? master) => Inside(inNamespace, connection =>
    {
        BeginChange(connection, name);
        connection.Builder.Add(LinkAttribute.Master, master is null ? 0 : InterfaceIndex.Of(master));
        connection.Builder.End();
        connection.Submit().ThrowIfFailed($"put {name} into {master ?? "no bridge"}");
    });

    /// <summary>Changes the MAC of an interface.</summary>
    public static void SetMac(string? inNamespace, string name, MacAddress mac) => Inside(inNamespace, connection =>
    {
        BeginChange(connection, name);
        connection.Builder.Add(LinkAttribute.Address, mac);
        connection.Builder.End();
        connection.Submit().ThrowIfFailed($"set the MAC of {name}");
    });

    /// <summary>Removes an interface (and the other end of a cable).</summary>
    public static void Delete(string? inNamespace, string name) => Inside(inNamespace, connection =>
    {
        connection.Begin(NetlinkType.DeleteLink, NetlinkFlags.None);
        connection.Builder.Header(new InterfaceInfoHeader { Index = InterfaceIndex.Of(name) });
        connection.Builder.End();
        connection.Submit().ThrowIfFailed($"delete {name}");
    });

    private static void BeginChange(NetlinkConnection connection, string name)
    {
        connection.Begin(NetlinkType.SetLink, NetlinkFlags.None);
        connection.Builder.Header(new InterfaceInfoHeader { Index = InterfaceIndex.Of(name) });
    }

    private static void WriteEnd(NetlinkBuilder builder, in VethEnd end, int mtu, in NamespaceHandle handle)
    {
        builder.Add(LinkAttribute.Name, end.Name);
        builder.Add(LinkAttribute.Mtu, mtu);
        builder.Add(LinkAttribute.NamespaceDescriptor, handle.Descriptor);
        if (end.Mac != MacAddress.Zero)
        {
            builder.Add(LinkAttribute.Address, end.Mac);
        }
    }

    private static void Inside(string? name, Action<NetlinkConnection> body)
    {
        void Work()
        {
            using NetlinkConnection connection = new(NetlinkProtocol.Route);
            body(connection);
        }

        if (name is null)
        {
            Work();
            return;
        }

        NetworkNamespace.Run(name, Work);
    }
}
