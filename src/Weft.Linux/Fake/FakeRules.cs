using Weft.Wire;

namespace Weft.Linux;

/// <summary>What the kernel does with a change, and when it refuses it.</summary>
internal static class FakeRules
{
    internal static KernelResult Apply(FakeKernel kernel, in KernelChange change) => change.Kind switch
    {
        KernelChangeKind.PutRoute => PutRoute(kernel, change.Route),
        KernelChangeKind.DeleteRoute => DeleteRoute(kernel, change.Route),
        KernelChangeKind.PutNeighbor => PutNeighbor(kernel, change.Neighbor),
        KernelChangeKind.DeleteNeighbor => Gone(kernel.NeighborRows.Remove((change.Neighbor.InterfaceIndex, change.Neighbor.Address)), Errno.NoEntry),
        KernelChangeKind.PutForwarding => PutForwarding(kernel, change.Forwarding),
        KernelChangeKind.DeleteForwarding => DeleteForwarding(kernel, change.Forwarding),
        KernelChangeKind.CreateNextHop => kernel.NextHopRows.ContainsKey(change.NextHop.Id)
            ? new KernelResult(Errno.Exists) : PutNextHop(kernel, change.NextHop),
        KernelChangeKind.ReplaceNextHop => change.NextHop.IsGroup && !kernel.NextHopRows.ContainsKey(change.NextHop.Id)
            ? new KernelResult(Errno.NoEntry, "Nexthop with id does not exist") : PutNextHop(kernel, change.NextHop),
        _ => DeleteNextHop(kernel, change.NextHop.Id),
    };

    /// <summary>Removes an object, the objects that are empty without it, and their routes.</summary>
    internal static KernelResult DeleteNextHop(FakeKernel kernel, uint id)
    {
        if (!kernel.NextHopRows.Remove(id))
        {
            return new KernelResult(Errno.NoEntry);
        }

        foreach (KernelRoute route in kernel.RouteRows.Values.Where(route => route.NextHopId == id).ToArray())
        {
            kernel.RouteRows.Remove((route.Table, route.Prefix, route.Metric));
        }

        foreach (KernelNextHop group in kernel.NextHopRows.Values.Where(group => group.Members.Contains(id)).ToArray())
        {
            KernelNextHop rest = group with { Members = group.Members.Remove(id) };
            if (rest.Members.IsEmpty)
            {
                DeleteNextHop(kernel, group.Id);
            }
            else
            {
                kernel.NextHopRows[group.Id] = rest;
            }
        }

        return KernelResult.Success;
    }

    /// <summary>Removes an interface and what is on it: VLAN devices, addresses, neighbours, next hops and routes. Members of a VRF or
    /// bridge stay, without a master.</summary>
    internal static KernelResult DeleteLink(FakeKernel kernel, int index)
    {
        foreach (KernelLink child in kernel.LinkRows.Values.Where(link => link.Kind == "vlan" && link.Parent == index).ToArray())
        {
            DeleteLink(kernel, child.Index);
        }

        if (!kernel.LinkRows.Remove(index))
        {
            return new KernelResult(Errno.NoDevice);
        }

        foreach (KernelLink member in kernel.LinkRows.Values.Where(link => link.Master == index).ToArray())
        {
            kernel.LinkRows[member.Index] = member with { Master = 0 };
        }

        foreach (KernelNextHop nextHop in kernel.NextHopRows.Values.Where(nextHop => nextHop.InterfaceIndex == index).ToArray())
        {
            DeleteNextHop(kernel, nextHop.Id);
        }

        Remove(kernel.RouteRows, route => route.InterfaceIndex == index);
        Remove(kernel.NeighborRows, neighbor => neighbor.InterfaceIndex == index);
        Remove(kernel.AddressRows, address => address.InterfaceIndex == index);
        return KernelResult.Success;
    }

    private static void Remove<TKey, TRow>(Dictionary<TKey, TRow> rows, Func<TRow, bool> which)
        where TKey : notnull
    {
        foreach (TKey key in rows.Where(row => which(row.Value)).Select(row => row.Key).ToArray())
        {
            rows.Remove(key);
        }
    }

    private static KernelResult PutRoute(FakeKernel kernel, in KernelRoute route)
    {
        if (route.NextHopId != 0 && !kernel.NextHopRows.ContainsKey(route.NextHopId))
        {
            return new KernelResult(Errno.Invalid, "Nexthop id does not exist");
        }

        if (route.InterfaceIndex != 0 && !IsUp(kernel, route.InterfaceIndex, needsCarrier: false, out KernelResult refusal))
        {
            return refusal;
        }

        uint metric = route.Metric == 0 && route.Prefix.Address.IsIpv6 ? 1024 : route.Metric;
        kernel.RouteRows[(route.Table, route.Prefix, metric)] = route with { Metric = metric };
        return KernelResult.Success;
    }

    private static KernelResult DeleteRoute(FakeKernel kernel, in KernelRoute route)
    {
        (uint, IpPrefix, uint) key = (route.Table, route.Prefix, route.Metric);
        bool ours = kernel.RouteRows.TryGetValue(key, out KernelRoute held) && held.Protocol == route.Protocol;
        return Gone(ours && kernel.RouteRows.Remove(key), Errno.NoProcess);
    }

    private static KernelResult PutNeighbor(FakeKernel kernel, in KernelNeighbor neighbor)
    {
        if (!kernel.LinkRows.ContainsKey(neighbor.InterfaceIndex))
        {
            return new KernelResult(Errno.NoDevice);
        }

        kernel.NeighborRows[(neighbor.InterfaceIndex, neighbor.Address)] = neighbor;
        return KernelResult.Success;
    }

    private static KernelResult PutForwarding(FakeKernel kernel, in KernelForwarding entry)
    {
        int bridge = BridgeOf(kernel, entry);
        if (bridge == 0)
        {
            return new KernelResult(Errno.Invalid, "FDB entry towards a device that is in no bridge");
        }

        kernel.ForwardingRows[(bridge, entry.Mac, entry.VlanId)] = entry with { Bridge = bridge };
        return KernelResult.Success;
    }

    private static KernelResult DeleteForwarding(FakeKernel kernel, in KernelForwarding entry)
    {
        (int, MacAddress, ushort) key = (BridgeOf(kernel, entry), entry.Mac, entry.VlanId);
        bool there = kernel.ForwardingRows.TryGetValue(key, out KernelForwarding held) && held.InterfaceIndex == entry.InterfaceIndex;
        return Gone(there && kernel.ForwardingRows.Remove(key), Errno.NoEntry);
    }

    private static KernelResult PutNextHop(FakeKernel kernel, in KernelNextHop nextHop)
    {
        if (nextHop.IsGroup && nextHop.Members.Any(member => !kernel.NextHopRows.ContainsKey(member)))
        {
            return new KernelResult(Errno.Invalid, "Invalid nexthop id");
        }

        if (!nextHop.IsGroup && !IsUp(kernel, nextHop.InterfaceIndex, needsCarrier: true, out KernelResult refusal))
        {
            return refusal;
        }

        kernel.NextHopRows[nextHop.Id] = nextHop;
        return KernelResult.Success;
    }

    private static bool IsUp(FakeKernel kernel, int index, bool needsCarrier, out KernelResult refusal)
    {
        bool there = kernel.LinkRows.TryGetValue(index, out KernelLink link);
        bool up = there && link.IsUp && (link.HasCarrier || !needsCarrier);
        refusal = up ? KernelResult.Success : new KernelResult(there ? Errno.NetworkDown : Errno.NoDevice);
        return up;
    }

    private static int BridgeOf(FakeKernel kernel, in KernelForwarding entry)
    {
        if (entry.OnBridge)
        {
            return entry.InterfaceIndex;
        }

        return kernel.LinkRows.TryGetValue(entry.InterfaceIndex, out KernelLink port) ? port.Master : 0;
    }

    private static KernelResult Gone(bool removed, int error) => new(removed ? 0 : error);
}
