using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>A node's plane with all its ports up, and everything that it did.</summary>
internal sealed class PlaneBench : IPlaneEffects
{
    public const string Host = "02:00:00:00:00:11";
    public const string Peer = "02:00:00:00:00:22";
    public const string WebMac4 = "00:00:5e:00:01:01";
    public const string WebMac6 = "00:00:5e:00:02:01";

    private const string Text = """
        fabric: plane
        sites: [here, there]
        vrfs: [red]
        nodes:
          leaf1: { site: here }
          leaf2: { site: here }
          spine1: { site: here, role: spine }
          spine2: { site: here, role: spine }
          edge1: { site: here, role: edge }
          left: { site: here, role: spine }
          right: { site: there, role: spine }
        links:
          - left -- right
          - leaf1, leaf2, edge1 -- spine1
          - leaf1, leaf2, edge1 -- spine2
          - { ends: leaf1:isw1 -- leaf2:isw1, bridge: [lan] }
        subnets:
          web: { vlan: 10, vrid: 1, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          db: { vlan: 20, vrid: 2, gateway: [10.2.0.1/24, 2001:db8:2::1/64] }
          lan: { vlan: 30, vrid: 3, gateway: [10.3.0.1/24, 2001:db8:3::1/64], scope: bridged }
          lab: { vlan: 40, vrid: 4, gateway: [10.1.0.1/24, 2001:db8:1::1/64], vrf: red }
          kept: { vlan: 50, vrid: 5, gateway: [10.15.0.1/24, 2001:db8:15::1/64], sites: [here] }
        ports:
          leaf1: { swp1: web, swp2: { access: web, foreign: [db] }, swp3: lan, swp4: lab, trk1: { trunk: [web, lan] }, swp5: { access: kept, guard: strict }, swp6: { access: kept, guard: first-come, monitor: true }, swp8: { access: kept, bpdu: drop }, swp9: { access: kept, guard: first-come } }
          leaf2: { swp1: web, swp3: lan }
        outside:
          core: { as: 65100, edges: [edge1], clients: { ext: {} } }
        """;

    private static readonly Fabric Fabric = Load();

    private readonly List<SentByPlane> _sent = [];

    public PlaneBench(string node = "leaf1", bool isSettled = true)
    {
        Plan = NodePlanner.Derive(Fabric, node);
        Tables.Settled = isSettled;
        Plane = new ForwardingPlane(Plan, hashSeed: 1);
        foreach (PortPlan port in Plan.Ports)
        {
            SetPort(port.Name, up: true);
        }

        Plane.StartDaemon(Now);
        Plane.Apply(Now, Tables);
    }

    public NodePlan Plan { get; }

    public ForwardingPlane Plane { get; }

    /// <summary>What the daemon wants; another object stands for another life of it.</summary>
    public NodeTables Tables { get; set; } = new();

    public Instant Now { get; set; } = new(1_000_000_000_000);

    public List<PlaneStep> Steps { get; } = [];

    public List<(Datagram Head, byte[] Payload)> Delivered { get; } = [];

    public List<(string Port, int Tag, byte[] Frame)> Punted { get; } = [];

    public List<PolicyHit> Hits { get; } = [];

    public List<FirstPacket> Reported { get; } = [];

    public PortPlan Port(string name) => Plan.FindPort(name) ?? throw new ArgumentException($"no port {name}", nameof(name));

    public PortPlan[] FabricPorts => [.. Plan.Ports.Where(port => port.Kind == PortKind.Fabric)];

    public SegmentPlan Segment(string subnet) => Plan.Segments.Single(segment => segment.Subnet.Name == subnet);

    public string BridgeMac => Weft.Model.BridgeMac.Of(Plan.Node).ToString();

    public string MacOf(string port) => Plane.StatusOf(Port(port).Index).Mac.ToString();

    public void SetPort(string name, bool up, int mtu = 1500)
    {
        PortIndex index = Port(name).Index;
        MacAddress mac = MacAddress.FromValue(0x0200_0000_F000UL + index.Value);
        Plane.SetPort(Now, index, new PortStatus(up, mac, IpAddress.LinkLocalFor(mac), mtu));
    }

    /// <summary>Lets a frame in and returns what left the node because of it.</summary>
    public IReadOnlyList<SentByPlane> Receive(string port, byte[] frame, int tag = 0)
    {
        _sent.Clear();
        Steps.Clear();
        Plane.Receive(Now, Port(port).Index, new VlanId(tag), frame, this);
        return [.. _sent];
    }

    /// <summary>Lets the daemon send a frame and returns what left the node.</summary>
    public IReadOnlyList<SentByPlane> SendFromDaemon(string port, byte[] frame, int tag = 0)
    {
        _sent.Clear();
        Steps.Clear();
        Plane.SendFromDaemon(Now, Port(port).Index, new VlanId(tag), frame, this);
        return [.. _sent];
    }

    /// <summary>What left the node while time went on.</summary>
    public IReadOnlyList<SentByPlane> Wait(TimeSpan time)
    {
        _sent.Clear();
        Steps.Clear();
        Instant end = Now + time;
        while (Plane.NextDeadline <= end)
        {
            Now = Plane.NextDeadline > Now ? Plane.NextDeadline : Now;
            Plane.HandleTimer(Now, this);
        }

        Now = end;
        return [.. _sent];
    }

    public void Apply() => Plane.Apply(Now, Tables);

    /// <summary>The daemon dies and comes back with empty tables.</summary>
    public void Restart()
    {
        Plane.KillDaemon(Now);
        Plane.StartDaemon(Now);
        Tables = new NodeTables();
        Apply();
    }

    /// <summary>Attaches a host with addresses to a port.</summary>
    public void Attach(string subnet, string port, string mac, params string[] addresses)
    {
        SegmentPlan segment = Segment(subnet);
        Tables.AttachedMacs.Set(new AttachedMacKey(segment.Id, MacAddress.Parse(mac)), new AttachedMacRow(Port(port).Index));
        foreach (string address in addresses)
        {
            Tables.Bindings.Set(
                new BindingKey(segment.Id, IpAddress.Parse(address)), new BindingRow(MacAddress.Parse(mac), Port(port).Index, segment.Vrf));
        }

        Apply();
    }

    /// <summary>Sets a route over fabric ports, with their neighbours.</summary>
    public void Route(string prefix, uint group, VrfId vrf, params string[] ports)
    {
        Group(group, vrf, ports);
        Tables.Routes.Set(new RouteKey(vrf, IpPrefix.Parse(prefix)), new RouteRow(new NextHopGroupId(group), 100));
        Apply();
    }

    public void Group(uint group, VrfId vrf, params string[] ports)
    {
        foreach (string port in ports)
        {
            Tables.FabricNeighbors.Set(new FabricNeighborKey(Port(port).Index, FarAddress(port)), new FabricNeighborRow(FarMac(port)));
        }

        Tables.NextHopGroups.Set(
            new NextHopGroupId(group), new NextHopGroupRow([.. ports.Select(port => new NextHop(Port(port).Index, FarAddress(port)))]) { Vrf = vrf });
    }

    /// <summary>The MAC of the neighbour behind a fabric port.</summary>
    public MacAddress FarMac(string port) => MacAddress.FromValue(0x0200_0000_E000UL + Port(port).Index.Value);

    public IpAddress FarAddress(string port) => IpAddress.LinkLocalFor(FarMac(port));

    /// <summary>The only step of the last call.</summary>
    public PlaneStep Step => Assert.Single(Steps);

    /// <summary>The drop of the last call.</summary>
    public PlaneDrop Drop => Assert.Single(Steps, step => step.Action == PlaneAction.Dropped).Drop;

    void IPlaneEffects.Transmit(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) =>
        _sent.Add(new SentByPlane(Plan.Ports[port.Value].Name, tag.Value, frame.ToArray()));

    void IPlaneEffects.Punt(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) =>
        Punted.Add((Plan.Ports[port.Value].Name, tag.Value, frame.ToArray()));

    void IPlaneEffects.Report(in FirstPacket packet) => Reported.Add(packet);

    void IPlaneEffects.Report(in PolicyHit hit) => Hits.Add(hit);

    void IPlaneEffects.Deliver(in Datagram datagram, ReadOnlySpan<byte> payload) => Delivered.Add((datagram, payload.ToArray()));

    void IPlaneEffects.Observe(in PlaneStep step, ReadOnlySpan<byte> frame) => Steps.Add(step);

    private static Fabric Load()
    {
        FabricLoad load = FabricFile.Load(Text);
        return load.Fabric ?? throw new InvalidOperationException(string.Join("; ", load.Faults));
    }
}
