using Weft.Model;
using Weft.Protocols.Edge;
using Weft.Wire;

namespace Weft.Protocols.Tests.Edge;

/// <summary>One edge engine on a small leaf, and what it said.</summary>
internal sealed class EdgeBench : IEdgeEffects, IVouchers
{
    private const string Text = """
        fabric: guarded
        sites: [dc1]
        nodes: { leaf1: {}, spine1: { role: spine } }
        links: [leaf1 -- spine1]
        subnets:
          web: { vlan: 10, vrid: 1, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        ports:
          leaf1:
            open: web
            first: { access: web, guard: first-come }
            strict: { access: web, guard: strict }
            watched: { access: web, guard: strict, monitor: true }
            asked: { access: web, moves: verified }
            edge: { access: web, bpdu: shut }
            both: { access: web, guard: strict, bpdu: shut }
            seen: { access: web, guard: strict, bpdu: shut, monitor: true }
        hosts:
          listed: { subnet: web, mac: "02:00:00:00:00:0b", address: [10.1.0.11, 2001:db8:1::11] }
        """;

    private readonly byte[] _buffer = new byte[FrameWriter.MaximumLength];

    public EdgeBench()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.True(load.Fabric is not null, string.Join("\n", load.Faults));
        Plan = NodePlanner.Derive(load.Fabric, "leaf1");
        Engine = new EdgeEngine(Plan, this);
    }

    public NodePlan Plan { get; }

    public EdgeEngine Engine { get; }

    public Instant Now { get; set; } = Instant.Zero + TimeSpan.FromHours(1);

    public List<NodeEvent> Events { get; } = [];

    public List<AddressGrant> Ended { get; } = [];

    public Dictionary<PortIndex, ShutPortRow> Shut { get; } = [];

    /// <summary>What other leaves vouch for.</summary>
    public HashSet<(IpAddress Address, MacAddress Mac)> Vouched { get; } = [];

    public SegmentPlan Segment => Plan.Segments.Single();

    public PortIndex Port(string name) => Plan.FindPort(name)!.Index;

    public EdgeVerdict Receive(string port, ReadOnlySpan<byte> frame) => Engine.Inspect(Now, Port(port), VlanId.Untagged, frame, this);

    public EdgeVerdict Arp(string port, string mac, string sender, ArpOperation operation = ArpOperation.Request, string? inside = null, string? target = null) =>
        Receive(port, _buffer.AsSpan(0, FrameWriter.Arp(
            _buffer,
            operation == ArpOperation.Reply && target is not null ? MacAddress.Parse("02:00:00:00:00:99") : MacAddress.Broadcast,
            MacAddress.Parse(mac),
            new ArpPacket(operation, MacAddress.Parse(inside ?? mac), IpAddress.Parse(sender), MacAddress.Parse(target ?? "00:00:00:00:00:00"), IpAddress.Parse("10.1.0.1")))));

    public bool FirstPacket(string port, string mac, string address) =>
        Engine.Inspect(Now, new FirstPacket(Port(port), default, MacAddress.Parse(mac), IpAddress.Parse(address)), this);

    public bool Admits(string port, string mac, string address) => Engine.Admits(Port(port), Segment, MacAddress.Parse(mac), IpAddress.Parse(address));

    public AddressGrant Grant(string port, string mac, string address, TimeSpan time)
    {
        AddressGrant grant = new(Segment.Id, IpAddress.Parse(address), MacAddress.Parse(mac), Port(port), GrantSource.Dhcp, Now + time);
        Assert.True(Engine.Grant(grant));
        return grant;
    }

    public void GrantEnded(Instant now, in AddressGrant grant) => Ended.Add(grant);

    public void PortShut(in ShutPort port) => Shut.Add(port.Port, port.Row);

    public void PortOpened(PortIndex port) => Assert.True(Shut.Remove(port));

    public void Emit(Instant now, NodeEvent nodeEvent) => Events.Add(nodeEvent);

    public MacAddress? VouchedMac(HostKey host)
    {
        foreach ((IpAddress address, MacAddress mac) in Vouched)
        {
            if (address == host.Address)
            {
                return mac;
            }
        }

        return null;
    }

    public bool IsVouched(VrfId vrf, MacAddress mac) => Vouched.Any(pair => pair.Mac == mac);
}
