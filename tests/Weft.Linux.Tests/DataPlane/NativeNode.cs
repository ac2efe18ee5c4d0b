using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>A node's data plane on the real kernel, in a namespace of its own.</summary>
internal sealed class NativeNode : IDisposable
{
    private readonly ScratchNamespace _namespace = new();
    private RtnetlinkKernel? _kernel;

    internal NativeNode(NodePlan plan) => Plan = plan;

    /// <summary>Another plan takes effect at the next start.</summary>
    internal NodePlan Plan { get; set; }

    internal string Namespace => _namespace.Name;

    /// <summary>What prepares ports, from the next start on.</summary>
    internal IPortRoom? Room { get; set; }

    internal RecordingEvents Events { get; private set; } = new();

    internal FakeFilterSets Filters { get; } = new();

    internal NodeTables Tables { get; private set; } = new();

    internal KernelDataPlane DataPlane { get; private set; } = null!;

    internal IReadOnlyList<AdoptedBinding> Adopted { get; private set; } = [];

    /// <summary>Runs inside the node's namespace: settings below /proc/sys are only then the node's.</summary>
    internal void Do(Action body) => _namespace.Run(body);

    internal T Do<T>(Func<T> body) => _namespace.Run(body);

    /// <summary>Starts the data plane, or starts it again as after a crash: whatever the kernel holds stays.</summary>
    internal void Start(bool settled = true, BridgeDriverChoice bridges = BridgeDriverChoice.Automatic) => Do(() =>
    {
        _kernel?.Dispose();
        _kernel = new RtnetlinkKernel();
        Events = new RecordingEvents();
        Tables = new NodeTables { Settled = settled };
        DataPlane = new KernelDataPlane(Plan, _kernel, Filters, Events, new DataPlaneOptions { Bridges = bridges, Room = Room });
        DataPlane.Prepare();
        Adopted = DataPlane.AdoptState(Instant.Zero);
        DataPlane.ReportState();
    });

    /// <summary>A host is known by both of its addresses and knows its gateway, as the daemon would have it; the kernel alone answers for IPv6 with the MAC
    /// of its own interface.</summary>
    internal void Acquaint(NativeHost host, int vlan, MacAddress mac, string port)
    {
        SetHost(vlan, host.Address4.ToString(), mac, port);
        SetHost(vlan, host.Address6.ToString(), mac, port);
        Subnet subnet = Plan.FindSegment(Plan.Segment(vlan))!.Subnet;
        string gateway = subnet.Gateways.First(item => item.Address.IsIpv6).Address.ToString();
        Bench.Command("ip", "-n", host.Namespace, "neigh", "replace", gateway, "lladdr", subnet.GatewayMac6.ToString(), "dev", "eth0", "nud", "permanent");
    }

    internal void Apply() => Do(() => DataPlane.Apply(Instant.Zero, Tables));

    /// <summary>Handles the kernel's notifications, and what was put off, until a condition holds.</summary>
    internal void Until(Func<bool> condition) => Eventually.Holds(() =>
    {
        Do(() =>
        {
            DataPlane.HandleEvents(MonotonicClock.Now);
            DataPlane.HandleTimer(MonotonicClock.Now);
        });
        return condition();
    });

    internal KernelRoute[] Routes() => Do(() =>
    {
        using RtnetlinkKernel kernel = new();
        List<KernelRoute> routes = [];
        kernel.ReadRoutes(RouteProtocol.Weft, routes);
        return routes.OrderBy(route => route.Prefix).ToArray();
    });

    internal PortStatus Status(string port) => Events.Ports[Plan.Port(port)];

    internal void SetHost(int vlan, string address, MacAddress mac, string port)
    {
        SegmentId segment = Plan.Segment(vlan);
        Tables.Bindings.Set(new BindingKey(segment, IpAddress.Parse(address)), new BindingRow(mac, Plan.Port(port), VrfId.Default));
        Tables.AttachedMacs.Set(new AttachedMacKey(segment, mac), new AttachedMacRow(Plan.Port(port)));
    }

    /// <summary>Routes to addresses behind another node, over a fabric port.</summary>
    internal void SetRemote(uint group, string port, PortStatus neighbor, params string[] addresses)
    {
        PortIndex index = Plan.Port(port);
        Tables.FabricNeighbors.Set(new FabricNeighborKey(index, neighbor.LinkLocal), new FabricNeighborRow(neighbor.Mac));
        Tables.NextHopGroups.Set(new NextHopGroupId(group), new NextHopGroupRow([new NextHop(index, neighbor.LinkLocal)]));
        foreach (string address in addresses)
        {
            Tables.Routes.Set(new RouteKey(VrfId.Default, IpPrefix.Host(IpAddress.Parse(address))), new RouteRow(new NextHopGroupId(group), 20));
        }
    }

    public void Dispose()
    {
        _kernel?.Dispose();
        _namespace.Dispose();
    }
}
