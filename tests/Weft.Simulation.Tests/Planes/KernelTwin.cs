using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>One node twice: the data plane of a switch on a kernel in memory, and the simulated one. Both get the same tables and the same
/// events, and must lead everywhere the same way.</summary>
internal sealed class KernelTwin : IFilterSets, IDataPlaneEvents, IDisposable
{
    private readonly PlaneBench _bench;
    private readonly FakeKernel _kernel = new();
    private readonly FakeOutsider _outsider;
    private readonly HashSet<AttachedMacKey> _attached = [];
    private readonly HashSet<Linux.BoundHost> _bound = [];
    private KernelDataPlane _dataPlane;
    private NodeTables _tables = new();
    private bool _isRunning = true;

    public KernelTwin(string node)
    {
        _bench = new PlaneBench(node, isSettled: false);
        _outsider = new FakeOutsider(_kernel);
        foreach (PortPlan port in Plan.Ports)
        {
            _outsider.PlugIn(port.Name, _bench.Plane.StatusOf(port.Index).Mac);
        }

        _dataPlane = StartKernel();
    }

    public NodePlan Plan => _bench.Plan;

    /// <summary>What the daemon wants.</summary>
    public NodeTables Tables => _tables;

    public bool IsUp(PortIndex port) => _bench.Plane.StatusOf(port).Up;

    /// <summary>True while the daemon runs: only then do tables change.</summary>
    public bool IsRunning => _isRunning;

    public void Dispose() => _kernel.Dispose();

    /// <summary>Changes the tables of both.</summary>
    public void Change(Action<NodeTables> change)
    {
        change(_tables);
        change(_bench.Tables);
    }

    public void Apply()
    {
        _bench.Apply();
        _dataPlane.Apply(_bench.Now, _tables);
    }

    public void Wait(TimeSpan time)
    {
        Instant end = _bench.Now + time;
        for (Instant due = _dataPlane.NextDeadline; _isRunning && due <= end; due = _dataPlane.NextDeadline)
        {
            _dataPlane.HandleTimer(due);
            _dataPlane.HandleEvents(due);
        }

        _bench.Wait(time);
    }

    public void SetCarrier(PortPlan port, bool carrier)
    {
        _outsider.SetCarrier(port.Name, carrier);
        if (_isRunning)
        {
            _dataPlane.HandleEvents(_bench.Now);
        }

        _bench.SetPort(port.Name, carrier);
    }

    public void Kill()
    {
        _isRunning = false;
        _bench.Plane.KillDaemon(_bench.Now);
    }

    /// <summary>The daemon comes back with empty tables.</summary>
    public void Start()
    {
        _isRunning = true;
        _tables = new NodeTables();
        _bench.Tables = new NodeTables();
        _bench.Plane.StartDaemon(_bench.Now);
        _dataPlane = StartKernel();
        Assert.Equal(_dataPlane.AdoptState(_bench.Now), _bench.Plane.AdoptBindings(_bench.Now));
        Assert.Equal(_dataPlane.HasAdoptedRoutes, _bench.Plane.HasRoutes);
    }

    public PortPlan[] FabricPorts => _bench.FabricPorts;

    public IpAddress Gateway(PortPlan port) => _bench.FarAddress(port.Name);

    /// <summary>Compares the ways to addresses, and everything that is said of hosts.</summary>
    public void AssertSame(IEnumerable<(VrfId Vrf, IpAddress Address)> destinations)
    {
        foreach ((VrfId vrf, IpAddress address) in destinations)
        {
            Assert.Equal($"{address} {KernelWay(vrf, address)}", $"{address} {PlaneWay(vrf, address)}");
        }

        Assert.Equal(Lines(KernelHosts()), Lines(_bench.Plane.Hosts.Select(row => $"{row.Key} {row.Value.Row.Mac}")));
        Assert.Equal(Lines(_attached.Select(key => $"{key}")), Lines(_bench.Plane.Macs.Where(row => row.Value.IsAttached).Select(row => $"{row.Key}")));
    }

    void IFilterSets.ReadAttachedMacs(List<AttachedMac> into) =>
        into.AddRange(_attached.Select(key => new AttachedMac(key, new AttachedMacRow(PortIndex.None))));

    bool IFilterSets.ApplyAttachedMacs(ReadOnlySpan<AttachedMac> added, ReadOnlySpan<AttachedMac> removed)
    {
        foreach (AttachedMac mac in added)
        {
            _attached.Add(mac.Key);
        }

        foreach (AttachedMac mac in removed)
        {
            _attached.Remove(mac.Key);
        }

        return true;
    }

    void IFilterSets.ReadBoundHosts(List<Linux.BoundHost> into) => into.AddRange(_bound);

    bool IFilterSets.ApplyBoundHosts(ReadOnlySpan<Linux.BoundHost> added, ReadOnlySpan<Linux.BoundHost> removed)
    {
        _bound.ExceptWith(removed.ToArray());
        _bound.UnionWith(added.ToArray());
        return true;
    }

    void IDataPlaneEvents.PortChanged(PortIndex port, in PortStatus status)
    {
    }

    void IDataPlaneEvents.ForeignRouteChanged(in ForeignRoute route)
    {
    }

    void IDataPlaneEvents.Emit(NodeEvent nodeEvent)
    {
    }

    private static string[] Lines(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private KernelDataPlane StartKernel()
    {
        KernelDataPlane started = new(Plan, _kernel, this, this);
        started.Prepare();
        started.AdoptState(_bench.Now);
        started.ReportState();
        started.HandleEvents(_bench.Now);
        return started;
    }

    private IEnumerable<string> KernelHosts()
    {
        foreach (KernelNeighbor neighbor in _kernel.NeighborRows.Values)
        {
            if (_dataPlane.Interfaces.TrySegment(neighbor.InterfaceIndex, out SegmentPlan? segment))
            {
                yield return $"{new BindingKey(segment.Id, neighbor.Address)} {neighbor.Mac}";
            }
        }
    }

    private string KernelWay(VrfId vrf, IpAddress address)
    {
        KernelRoute[] fitting = [.. _kernel.RouteRows.Values
            .Where(route => route.Protocol == RouteProtocol.Weft && route.Table == RouteTableId.Of(vrf) && route.Prefix.Contains(address))
            .OrderByDescending(route => route.Prefix.Length).ThenBy(route => route.Metric)];
        if (fitting.Length == 0)
        {
            return "none";
        }

        KernelRoute best = fitting[0];
        if (best.Type == KernelRouteType.Blackhole)
        {
            return $"{best.Prefix} discard";
        }

        if (best.NextHopId == 0)
        {
            Assert.True(_dataPlane.Interfaces.TrySegment(best.InterfaceIndex, out SegmentPlan? segment));
            return $"{best.Prefix} on {segment.Id}";
        }

        IEnumerable<string> hops = _kernel.NextHopRows[best.NextHopId].Members.Select(id => _kernel.NextHopRows[id]).Select(hop =>
            _dataPlane.Interfaces.TryPort(hop.InterfaceIndex, out PortIndex port, out _) ? $"{new NextHop(port, hop.Gateway)}" : "?");
        return $"{best.Prefix} via {string.Join(' ', hops.Order(StringComparer.Ordinal))}";
    }

    private string PlaneWay(VrfId vrf, IpAddress address)
    {
        PlaneRoute? route = _bench.Plane.FindRoute(vrf, address);
        return route switch
        {
            null => "none",
            { IsDiscard: true } => $"{route.Match} discard",
            { NextHops.IsEmpty: true } => $"{route.Match} on {route.Segment}",
            _ => $"{route.Match} via {string.Join(' ', route.Usable.Select(hop => $"{hop}").Order(StringComparer.Ordinal))}",
        };
    }
}
