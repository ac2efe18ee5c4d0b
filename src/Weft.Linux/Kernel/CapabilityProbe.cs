namespace Weft.Linux;

/// <summary>Finds out what the kernel can do by doing it in a network namespace that nobody else sees.</summary>
internal static class CapabilityProbe
{
    private const uint ProbeTable = 7;

    internal static KernelCapabilities Run() => NetworkNamespace.RunInNew(Probe);

    private static KernelCapabilities Probe()
    {
        using NetlinkConnection connection = new(NetlinkProtocol.Route);
        bool filtering = CanFilterVlans(connection, out int bridge);
        KernelLinkSpec vlan = new() { Name = "probe-vlan", Kind = "vlan", Parent = bridge, VlanId = 7 };
        KernelLinkSpec vrf = new() { Name = "probe-vrf", Kind = "vrf", Table = ProbeTable };
        return new KernelCapabilities(filtering, bridge != 0 && CanCreate(connection, vlan), CanCreate(connection, vrf), HasNextHops(connection));
    }

    /// <summary>A kernel without VLAN filtering ignores the attribute, so the probe looks whether the bridge reports it.</summary>
    private static bool CanFilterVlans(NetlinkConnection connection, out int bridge)
    {
        bridge = 0;
        if (!CanCreate(connection, new KernelLinkSpec { Name = "probe-bridge", Kind = "bridge", VlanFiltering = true }))
        {
            return false;
        }

        List<KernelLink> links = [];
        LinkCodec.WriteDump(connection);
        connection.Dump<KernelLink>(links, LinkCodec.TryRead);
        KernelLink made = links.Find(link => link.Kind == "bridge");
        bridge = made.Index;
        return made.VlanFiltering == true;
    }

    private static bool CanCreate(NetlinkConnection connection, KernelLinkSpec spec)
    {
        LinkCodec.WriteCreate(connection, spec);
        return connection.Submit().Succeeded;
    }

    private static bool HasNextHops(NetlinkConnection connection)
    {
        List<KernelNextHop> none = [];
        try
        {
            NextHopCodec.WriteDump(connection);
            connection.Dump<KernelNextHop>(none, NextHopCodec.TryRead);
            return true;
        }
        catch (KernelException)
        {
            return false;
        }
    }
}
