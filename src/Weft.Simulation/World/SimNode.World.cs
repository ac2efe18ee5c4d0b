using System.Collections.Immutable;
using Weft.Model;
using Weft.Node;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>What the world does with a node: cables, power, and the rim's routing daemon beside it.</content>
public sealed partial class SimNode
{
    private readonly List<PortIndex> _shutChanges = [];
    private Action<IWorldNode, IReadOnlyList<RouteKey>, bool>? _applied;

    int IWorldNode.Number => _number;

    Action<IWorldNode, IReadOnlyList<RouteKey>, bool>? IWorldNode.Applied
    {
        get => _applied;
        set => _applied = value;
    }

    bool IWorldNode.MayWithdraw => Switch is { Tables.Settled: true };

    INodeRoutes IWorldNode.Routes => new SimRoutes(this);

    /// <summary>The power goes, and with it daemon and forwarding plane.</summary>
    void IWorldNode.PowerOff()
    {
        Switch = null;
        _daemonDue = Instant.Never;
        HasPower = false;
        Plane = new ForwardingPlane(_seam?.PlanOfPlane(Plan) ?? Plan, _seed);
        _forgotten.Clear();
        _foreign.Clear();
        Array.Clear(_shut);
        TellOutsideNeighbors();
    }

    void IWorldNode.PowerOn()
    {
        HasPower = true;
        SetAllPorts();
    }

    /// <summary>Who is at the other end of an outside port: the world answers for ARP and ND there.</summary>
    void IWorldNode.SetOutsideNeighbors(PortIndex port, MacAddress mac, IEnumerable<GatewayAddress> addresses)
    {
        _outside.Add((port, mac, [.. addresses.Select(address => address.Address)]));
        TellOutsideNeighbors();
    }

    void IWorldNode.Connect(PortIndex port, ISimCable cable) => _cables[port.Value] = cable;

    /// <summary>A port gains or loses its carrier; the plane knows at once, the daemon is told.</summary>
    void IWorldNode.SetCarrier(PortIndex port, bool carrier)
    {
        if (_carrier[port.Value] == carrier)
        {
            return;
        }

        _carrier[port.Value] = carrier;
        if (!HasPower)
        {
            return;
        }

        Plane.SetPort(_scheduler.Now, port, StatusOf(port));
        Tell(() => Handle(NodeInput.PortChanged(port, StatusOf(port))));
    }

    /// <summary>The rim's routing daemon puts a route into the forwarding plane, or takes it out; the node's own daemon hears of it.</summary>
    void IWorldNode.SetForeignRoute(ForeignRoute route, PortIndex port, IpAddress gateway)
    {
        NextHop hop = new(port, gateway);
        (ForeignRoute Route, ImmutableArray<NextHop> Hops) before = _foreign.Find(known => known.Route.Vrf == route.Vrf && known.Route.Prefix == route.Prefix);
        ImmutableArray<NextHop> others = before.Hops.IsDefault ? [] : before.Hops.Remove(hop);
        _foreign.Remove(before);
        ImmutableArray<NextHop> hops = route.Present ? [.. others.Add(hop).Order()] : others;
        if (hops.IsEmpty)
        {
            Plane.RemoveForeignRoute(route.Vrf, route.Prefix);
        }
        else
        {
            Plane.SetForeignRoute(route.Vrf, route.Prefix, route.Metric, hops);
            route = route with { Present = true };
            _foreign.Add((route, hops));
        }

        Tell(() => Handle(NodeInput.RouteChanged(route)));
    }

    void IWorldNode.Start() => StartDaemon();

    IEnumerable<RouteKey> IWorldNode.OutsideKeys(VrfId vrf) => Switch is null ? [] : Switch.Tables.Routes.Rows.Keys.Where(key => key.Vrf == vrf);

    uint? IWorldNode.OutsideMetric(RouteKey key) =>
        Switch is not null && Switch.Tables.Routes.TryGet(key, out RouteRow row) && RouteMetrics.Announced.Contains(row.Metric) ? row.Metric : null;

    IEnumerable<(MacAddress Mac, string Port)> IWorldNode.LearnedVirtualMacs(Instant now) =>
        Plane.Macs.Where(row => row.Key.Mac.IsVirtualRouter && !row.Value.IsAttached).OrderBy(row => row.Key.Mac)
            .Select(row => (row.Key.Mac, Plan.Ports[row.Value.Port.Value].Name));

    /// <summary>A port that is shut has no carrier, whatever becomes of the daemon.</summary>
    private void SetShutPorts(NodeTables tables)
    {
        _shutChanges.Clear();
        tables.ShutPorts.TakeChanges(_shutChanges);
        foreach (PortIndex port in _shutChanges)
        {
            bool wasUp = StatusOf(port).Up;
            _shut[port.Value] = tables.ShutPorts.TryGet(port, out ShutPortRow row) ? row : null;
            PortStatus status = StatusOf(port);
            if (status.Up != wasUp)
            {
                Plane.SetPort(_scheduler.Now, port, status);
                Tell(() => Handle(NodeInput.PortChanged(port, StatusOf(port))));
            }
        }
    }

    /// <summary>What the state folder keeps of shut ports. Those whose time is over come up again before anything else is done.</summary>
    private void RestoreShutPorts()
    {
        foreach (PortPlan port in Plan.Ports)
        {
            if (_shut[port.Index.Value] is { } shut)
            {
                Handle(NodeInput.StillShut(new ShutPort(port.Index, shut)));
                _shut[port.Index.Value] = Switch!.Tables.ShutPorts.TryGet(port.Index, out ShutPortRow row) ? row : null;
                Plane.SetPort(_scheduler.Now, port.Index, StatusOf(port.Index));
            }
        }
    }

    private void SetAllPorts()
    {
        for (int port = 0; port < _carrier.Length; port++)
        {
            PortIndex index = new((ushort)port);
            Plane.SetPort(_scheduler.Now, index, StatusOf(index));
        }
    }

    private void TellOutsideNeighbors()
    {
        foreach ((PortIndex port, MacAddress mac, IpAddress[] addresses) in _outside)
        {
            foreach (IpAddress address in addresses)
            {
                Plane.SetOutsideNeighbor(port, address, mac);
            }
        }
    }
}
