using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>The static part of a node's VRFs: a device and a table for each, its end, its loopbacks, and its sub-interface on every fabric
/// port. What an earlier fabric file left goes. A node without VRFs, now and before, asks nothing of the kernel. Throws
/// <see cref="KernelException"/>.</summary>
internal sealed class VrfSetup(NodePlan plan, LinkSetup links, NodeSettings settings)
{
    /// <summary>The kernel's own advice for the last route of a VRF: worse than any real one.</summary>
    private const uint LastResortMetric = 4_278_198_272;

    /// <summary>Where the kernel documentation puts the rule for local addresses: behind the rule for VRFs (1000), before main (32766).</summary>
    private const uint LocalRulePriority = 32_765;

    private static readonly IpPrefix[] Everything = [new(IpAddress.Ipv4Any, 0), new(IpAddress.Ipv6Any, 0)];

    private readonly HashSet<int> _set = [];
    private readonly KernelChange[] _change = new KernelChange[1];
    private readonly KernelResult[] _result = new KernelResult[1];

    /// <summary>Removes what is no longer wanted and makes the VRF devices.</summary>
    internal void PrepareDevices()
    {
        RemoveLeftovers();
        foreach (Vrf vrf in plan.Vrfs)
        {
            if (links.Links.IndexOf(vrf.Name) == 0 && !links.Kernel.Capabilities.Vrf)
            {
                throw new KernelException($"make the VRF {vrf.Name}", Errno.NotSupported, "this kernel has no VRF devices");
            }

            uint table = RouteTableId.Of(vrf.Id);
            links.EnsureUp(links.Ensure(new KernelLinkSpec { Name = vrf.Name, Kind = "vrf", Table = table }));
            foreach (IpPrefix everything in Everything)
            {
                // Without this a lookup that fails in the VRF goes on in the main table.
                Submit(KernelChange.Put(EndOf(table, everything))).ThrowIfFailed($"end table {table}");
            }
        }

        if (!plan.Vrfs.IsEmpty)
        {
            PutLocalAddressesBehindVrfs(isIpv6: false);
            PutLocalAddressesBehindVrfs(isIpv6: true);
        }
    }

    /// <summary>Makes the sub-interfaces of a fabric port: the port's MAC, so its link-local address too, and the port's MTU.</summary>
    internal void PreparePort(PortPlan port, int index)
    {
        foreach (PortVrf vrf in port.Vrfs)
        {
            RemoveWrong(vrf, index);
            if (links.Links.IndexOf(vrf.Interface) == 0 && !links.Kernel.Capabilities.VlanDevices)
            {
                throw new KernelException($"make {vrf.Interface}", Errno.NotSupported, "this kernel has no VLAN interfaces, which a VRF needs on fabric links");
            }

            int made = links.Ensure(new KernelLinkSpec { Name = vrf.Interface, Kind = "vlan", Parent = index, VlanId = vrf.Tag.Value });
            if (_set.Add(made))
            {
                // Once in the life of an interface: there are many of them, and the audit looks at all every time.
                settings.ApplyRouted(vrf.Interface);
            }

            links.EnsureMaster(made, links.Links.IndexOf(vrf.Vrf.Name));
            links.EnsureMtu(made, index);
            links.EnsureUp(made);
        }
    }

    /// <summary>
    /// The kernel looks for local addresses before it looks for VRFs, and keeps those of the default VRF in that table: a host of another
    /// VRF would reach this node under them, and could not reach a host that has the same address.
    /// </summary>
    private void PutLocalAddressesBehindVrfs(bool isIpv6)
    {
        KernelResult put = links.Kernel.PutRule(new KernelRule(isIpv6, LocalRulePriority, RouteTableId.Local));
        if (put.Error != Errno.Exists)
        {
            put.ThrowIfFailed("put local addresses behind the VRFs");
        }

        KernelResult deleted = links.Kernel.DeleteRule(new KernelRule(isIpv6, 0, RouteTableId.Local));
        if (deleted.Error != Errno.NoEntry)
        {
            deleted.ThrowIfFailed("take the first rule for local addresses away");
        }
    }

    private void RemoveLeftovers()
    {
        KernelLink[] devices = [.. links.Links.All.Where(link => link.Kind == "vrf" && RouteTableId.TryVrf(link.Table, out _))];
        if (devices.Length == 0)
        {
            return;
        }

        HashSet<string> wanted = [.. plan.Ports.SelectMany(port => port.Vrfs).Select(vrf => vrf.Interface), .. plan.Segments.Select(segment => segment.Interface)];
        HashSet<uint>? ended = null;
        foreach (KernelLink device in devices.OrderBy(device => device.Index))
        {
            bool isWanted = plan.Vrfs.Any(vrf => vrf.Name == device.Name && RouteTableId.Of(vrf.Id) == device.Table);
            if (!isWanted && !(ended ??= EndedTables()).Contains(device.Table))
            {
                // Somebody else's.
                continue;
            }

            RemoveMembers(device, wanted, isWanted);
            if (!isWanted)
            {
                foreach (IpPrefix everything in Everything)
                {
                    Submit(KernelChange.Delete(EndOf(device.Table, everything)));
                }

                links.Delete(device.Index);
            }
        }
    }

    /// <summary>Sub-interfaces that the plan does not have, and all of a VRF that goes, because routes over them stand in its table. With it go
    /// the routed interfaces of its segments too, which would fall into the default VRF with their addresses.</summary>
    private void RemoveMembers(in KernelLink device, HashSet<string> wanted, bool isWanted)
    {
        int master = device.Index;
        foreach (KernelLink member in links.Links.All.Where(link => link.Master == master).OrderBy(link => link.Index).ToArray())
        {
            bool isSubInterface = member.Kind == "vlan" && VrfLinks.TryVrf(member.VlanId, out _);
            bool isSegment = member.Kind is "vlan" or "bridge" && SegmentPlan.IsInterface(member.Name);
            if ((isSubInterface && !(isWanted && wanted.Contains(member.Name))) || (isSegment && !isWanted && !wanted.Contains(member.Name)))
            {
                links.Delete(member.Index);
            }
        }
    }

    /// <summary>A sub-interface that has another tag, or is on another port, is not changed but made anew.</summary>
    private void RemoveWrong(in PortVrf vrf, int parent)
    {
        if (links.Links.TryGet(vrf.Interface, out KernelLink link) && link.Kind == "vlan" && (link.VlanId != vrf.Tag.Value || link.Parent != parent))
        {
            links.Delete(link.Index);
        }
    }

    /// <summary>Tables that this program has put an end to: their VRF devices are its own.</summary>
    private HashSet<uint> EndedTables()
    {
        List<KernelRoute> routes = [];
        links.Kernel.ReadRoutes(RouteProtocol.WeftSetup, routes);
        return [.. routes.Where(route => route.Type == KernelRouteType.Unreachable).Select(route => route.Table)];
    }

    private static KernelRoute EndOf(uint table, IpPrefix everything) => new()
    {
        Table = table,
        Prefix = everything,
        Metric = LastResortMetric,
        Protocol = RouteProtocol.WeftSetup,
        Type = KernelRouteType.Unreachable,
    };

    private KernelResult Submit(in KernelChange change)
    {
        _change[0] = change;
        links.Kernel.Submit(_change, _result);
        return _result[0];
    }
}
