namespace Weft.Linux;

/// <summary>Finds out what the kernel can do by doing it in a network namespace that nobody else sees.</summary>
internal static class CapabilityProbe
{
    private const uint ProbeTable = 7;
    private const string ProbeBridge = "weft-probe";

    private static readonly Version s_vlanRequests = new(5, 6);

    internal static KernelCapabilities Run()
    {
        try
        {
            return NetworkNamespace.RunInNew(Probe);
        }
        catch (KernelException refused) when (refused.Error == Errno.NotPermitted)
        {
            return ProbeHere();
        }
    }

    /// <summary>For a daemon that may not make namespaces (CAP_NET_ADMIN alone): a bridge of its own for a moment. A VRF is taken for
    /// granted, since trying one leaves routing rules behind; a kernel without it refuses the node's own VRFs clearly.</summary>
    private static KernelCapabilities ProbeHere()
    {
        using NetlinkConnection connection = new(NetlinkProtocol.Route);
        int bridge = 0;
        bool filtering = !LacksBridgeVlans(connection) && CanFilterVlans(connection, ProbeBridge, out bridge);
        if (bridge == 0)
        {
            return new KernelCapabilities(false, false, true, HasNextHops(connection));
        }

        try
        {
            KernelLinkSpec vlan = new() { Name = "weft-probe-vlan", Kind = "vlan", Parent = bridge, VlanId = 7 };
            return new KernelCapabilities(filtering, CanCreate(connection, vlan), true, HasNextHops(connection));
        }
        finally
        {
            NamespaceLinks.Delete(null, ProbeBridge);
        }
    }

    private static KernelCapabilities Probe()
    {
        using NetlinkConnection connection = new(NetlinkProtocol.Route);
        int bridge = 0;
        bool filtering = !LacksBridgeVlans(connection) && CanFilterVlans(connection, "probe-bridge", out bridge);
        KernelLinkSpec vlan = new() { Name = "probe-vlan", Kind = "vlan", Parent = bridge, VlanId = 7 };
        KernelLinkSpec vrf = new() { Name = "probe-vrf", Kind = "vrf", Table = ProbeTable };
        return new KernelCapabilities(filtering, bridge != 0 && CanCreate(connection, vlan), CanCreate(connection, vrf), HasNextHops(connection));
    }

    /// <summary>True when the bridge module is there but not its VLAN requests, which came with Linux 5.6. Asking costs nothing, while
    /// a bridge that is refused half made takes the kernel tens of milliseconds.</summary>
    private static bool LacksBridgeVlans(NetlinkConnection connection)
    {
        if (Environment.OSVersion.Version < s_vlanRequests || !Directory.Exists("/sys/module/bridge"))
        {
            return false;
        }

        try
        {
            connection.Begin(NetlinkType.GetBridgeVlan, NetlinkFlags.Dump);
            connection.Builder.Header(new BridgeVlanHeader { Family = KernelFamily.Bridge });
            connection.Builder.End();
            connection.Dump<int>([], NothingToRead);
            return false;
        }
        catch (KernelException exception)
        {
            return exception.Error == Errno.NotSupported;
        }
    }

    private static bool NothingToRead(NetlinkMessage message, out int item)
    {
        item = 0;
        return false;
    }

    /// <summary>A kernel without VLAN filtering ignores the attribute, so the probe looks whether the bridge reports it.</summary>
    private static bool CanFilterVlans(NetlinkConnection connection, string name, out int bridge)
    {
        bridge = 0;
        if (!CanCreate(connection, new KernelLinkSpec { Name = name, Kind = "bridge", VlanFiltering = true }))
        {
            return false;
        }

        List<KernelLink> links = [];
        LinkCodec.WriteDump(connection);
        connection.Dump<KernelLink>(links, LinkCodec.TryRead);
        KernelLink made = links.Find(link => link.Name == name);
        bridge = made.Index;
        return made.VlanFiltering == true;
    }

    /// <summary>Whether bridged packets can be tracked, tried in a namespace of its own where that is allowed. A kernel that cannot takes some 20 ms to refuse, while nobody's rules can change.</summary>
    internal static bool CanTrackAnywhere()
    {
        try
        {
            return NetworkNamespace.RunInNew(CanTrack);
        }
        catch (KernelException refused) when (refused.Error == Errno.NotPermitted)
        {
            return CanTrack();
        }
    }

    /// <summary>Tries a rule that needs it, in a table that is gone again at the end of the transaction.</summary>
    internal static bool CanTrack()
    {
        try
        {
            return NftLibrary.Run(
                """
                add table bridge weft-probe
                add chain bridge weft-probe probe
                add rule bridge weft-probe probe ct state established ct direction original ct mark 1 accept
                delete table bridge weft-probe
                """) is null;
        }
        catch (DllNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Tries a program at an interface that nobody uses.</summary>
    internal static bool CanUsePortPrograms()
    {
        try
        {
            return NetworkNamespace.RunInNew(() =>
            {
                using EbpfProgram program = EbpfProgram.Load("weft_probe", PriorityProgram.Assemble([]));
                using PortFilters filters = new(FilterSlot.Priorities);
                return filters.Attach(InterfaceIndex.Of("lo"), TrafficControlCodes.Egress, program).Succeeded;
            });
        }
        catch (KernelException)
        {
            return false;
        }
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
