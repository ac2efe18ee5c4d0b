namespace Weft.Linux;

/// <summary>What others do to a <see cref="FakeKernel"/>: cables, operators, other daemons.</summary>
public sealed class FakeOutsider(FakeKernel kernel)
{
    /// <summary>Loses or gains carrier on an interface. Losing it, the kernel drops the next hops over it and their routes without a notification.</summary>
    public void SetCarrier(string name, bool carrier)
    {
        KernelLink link = Find(name);
        SetCarrier(link, carrier);
        foreach (KernelLink above in kernel.LinkRows.Values.Where(above => above.Kind == "vlan" && above.Parent == link.Index).ToArray())
        {
            SetCarrier(above, carrier);
        }
    }

    /// <summary>Deletes an interface with everything on it. The kernel tells of the interface alone.</summary>
    public void DeleteLink(string name)
    {
        KernelLink link = Find(name);
        FakeRules.DeleteLink(kernel, link.Index);
        kernel.Notify(sink => sink.LinkChanged(link, removed: true));
    }

    private void SetCarrier(KernelLink link, bool carrier)
    {
        KernelLink changed = link with { Flags = carrier ? link.Flags | InterfaceFlags.LowerUp : link.Flags & ~InterfaceFlags.LowerUp };
        kernel.LinkRows[link.Index] = changed;
        kernel.Notify(sink => sink.LinkChanged(changed, removed: false));
        if (!carrier)
        {
            DropNextHops(link.Index);
        }
    }

    /// <summary>Sets an interface down: routes and neighbour entries on it go without a notification.</summary>
    public void SetDown(string name)
    {
        KernelLink link = Find(name);
        KernelLink changed = link with { Flags = InterfaceFlags.None };
        kernel.LinkRows[link.Index] = changed;
        foreach (KernelRoute route in kernel.RouteRows.Values.Where(route => route.InterfaceIndex == link.Index).ToArray())
        {
            kernel.RouteRows.Remove((route.Table, route.Prefix, route.Metric));
        }

        foreach (KernelNeighbor neighbor in kernel.NeighborRows.Values.Where(neighbor => neighbor.InterfaceIndex == link.Index).ToArray())
        {
            kernel.NeighborRows.Remove((neighbor.InterfaceIndex, neighbor.Address));
        }

        kernel.Notify(sink => sink.LinkChanged(changed, removed: false));
        DropNextHops(link.Index);
    }

    /// <summary>Plugs a cable in: an interface with carrier appears. Returns its index.</summary>
    public int PlugIn(string name, Weft.Wire.MacAddress mac)
    {
        int index = kernel.AddLink(new KernelLink
        {
            Index = 0,
            Name = name,
            Kind = "veth",
            Flags = InterfaceFlags.LowerUp,
            Mac = mac,
            Mtu = 1500,
        });
        KernelLink link = kernel.LinkRows[index];
        kernel.Notify(sink => sink.LinkChanged(link, removed: false));
        return index;
    }

    /// <summary>Adds or replaces a route.</summary>
    public void PutRoute(KernelRoute route)
    {
        kernel.RouteRows[(route.Table, route.Prefix, route.Metric)] = route;
        kernel.Notify(sink => sink.RouteChanged(route, removed: false));
    }

    /// <summary>Deletes a route, with a notification or without.</summary>
    public void DeleteRoute(KernelRoute route, bool notify = true)
    {
        kernel.RouteRows.Remove((route.Table, route.Prefix, route.Metric));
        if (notify)
        {
            kernel.Notify(sink => sink.RouteChanged(route, removed: true));
        }
    }

    /// <summary>Writes other members into a next-hop group, as zebra does with groups that it follows.</summary>
    public void PutNextHop(KernelNextHop nextHop)
    {
        kernel.NextHopRows[nextHop.Id] = nextHop;
        kernel.Notify(sink => sink.NextHopChanged(nextHop, removed: false));
    }

    private void DropNextHops(int index)
    {
        foreach (KernelNextHop nextHop in kernel.NextHopRows.Values.Where(nextHop => nextHop.InterfaceIndex == index).ToArray())
        {
            FakeRules.DeleteNextHop(kernel, nextHop.Id);
        }
    }

    private KernelLink Find(string name) => kernel.LinkRows.Values.First(link => link.Name == name);
}
