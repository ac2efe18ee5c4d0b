using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A node's data plane on a fake kernel with all its cables plugged in.</summary>
internal sealed class FakeNode
{
    internal FakeNode(NodePlan plan, DataPlaneOptions? options = null)
        : this(plan, new FakeKernel(), new FakeFilterSets(), options)
    {
    }

    internal FakeNode(NodePlan plan, FakeKernel kernel)
        : this(plan, kernel, new FakeFilterSets(), null)
    {
    }

    private FakeNode(NodePlan plan, FakeKernel kernel, FakeFilterSets filters, DataPlaneOptions? options)
    {
        Plan = plan;
        Kernel = kernel;
        Filters = filters;
        Outsider = new FakeOutsider(kernel);
        foreach (PortPlan port in plan.Ports)
        {
            if (kernel.LinkRows.Values.All(link => link.Name != port.Name))
            {
                Outsider.PlugIn(port.Name, TestFabric.Mac(0xF000 + port.Index.Value));
            }
        }

        DataPlane = new KernelDataPlane(plan, kernel, filters, Events, options);
        DataPlane.Prepare();
        Adopted = DataPlane.AdoptState(Now);
        DataPlane.ReportState();
        DataPlane.HandleEvents(Now);
        Events.Events.Clear();
    }

    internal NodePlan Plan { get; }

    internal FakeKernel Kernel { get; }

    internal FakeFilterSets Filters { get; }

    internal FakeOutsider Outsider { get; }

    internal RecordingEvents Events { get; } = new();

    internal NodeTables Tables { get; } = new() { Settled = true };

    internal KernelDataPlane DataPlane { get; }

    internal IReadOnlyList<AdoptedBinding> Adopted { get; }

    internal Instant Now { get; private set; }

    /// <summary>The same node after its daemon died and came back: the kernel and the filter are as they were.</summary>
    internal FakeNode Restart(bool settled = false)
    {
        FakeNode next = Restart(Plan);
        next.Tables.Settled = settled;
        return next;
    }

    /// <summary>The node after its daemon came back with another fabric file.</summary>
    internal FakeNode Restart(NodePlan plan) => new(plan, Kernel, Filters, null);

    internal void Apply() => DataPlane.Apply(Now, Tables);

    /// <summary>Lets time pass until nothing is due within two minutes, calling the timer when it is.</summary>
    internal void Quiesce()
    {
        Instant end = Now + TimeSpan.FromMinutes(2);
        for (int step = 0; DataPlane.NextDeadline <= end; step++)
        {
            Assert.True(step < 10_000, $"the data plane never comes to rest: now {Now}, due {DataPlane.NextDeadline}");
            Now = DataPlane.NextDeadline;
            DataPlane.HandleTimer(Now);
            DataPlane.HandleEvents(Now);
        }

        Now = end;
    }

    /// <summary>Sets a local host in every table it has a row in.</summary>
    internal void SetHost(int vlan, string address, int mac, string port)
    {
        SegmentId segment = Plan.Segment(vlan);
        PortIndex index = Plan.Port(port);
        Tables.Bindings.Set(new BindingKey(segment, TestFabric.Ip(address)), new BindingRow(TestFabric.Mac(mac), index, VrfId.Default));
        Tables.AttachedMacs.Set(new AttachedMacKey(segment, TestFabric.Mac(mac)), new AttachedMacRow(index));
    }

    internal void RemoveHost(int vlan, string address, int mac)
    {
        SegmentId segment = Plan.Segment(vlan);
        Tables.Bindings.Remove(new BindingKey(segment, TestFabric.Ip(address)));
        Tables.AttachedMacs.Remove(new AttachedMacKey(segment, TestFabric.Mac(mac)));
    }

    /// <summary>A group over the first <paramref name="members"/> fabric ports.</summary>
    internal void SetGroup(uint id, params int[] members) => Tables.NextHopGroups.Set(
        new NextHopGroupId(id),
        new NextHopGroupRow([.. members.Select(member => new NextHop(Plan.FabricPorts()[member].Index, Gateway(member)))]));

    internal void SetRoute(string prefix, uint group, uint metric = 20) =>
        Tables.Routes.Set(new RouteKey(VrfId.Default, IpPrefix.Parse(prefix)), new RouteRow(new NextHopGroupId(group), metric));

    internal void RemoveRoute(string prefix) => Tables.Routes.Remove(new RouteKey(VrfId.Default, IpPrefix.Parse(prefix)));

    /// <summary>The kernel's only route of ours to a prefix, or null.</summary>
    internal KernelRoute? Route(string prefix)
    {
        KernelRoute[] found = [.. Kernel.RouteRows.Values.Where(
            route => route.Prefix == IpPrefix.Parse(prefix) && route.Protocol == RouteProtocol.Weft)];
        return found.Length == 0 ? null : Assert.Single(found);
    }

    internal int IndexOf(string name) => Kernel.LinkRows.Values.Single(link => link.Name == name).Index;

    internal static IpAddress Gateway(int member) => TestFabric.Ip($"fe80::{member + 1}");
}
