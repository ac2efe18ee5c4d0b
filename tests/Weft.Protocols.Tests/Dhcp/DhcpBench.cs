using Weft.Model;
using Weft.Protocols.Dhcp;
using Weft.Wire;

namespace Weft.Protocols.Tests.Dhcp;

/// <summary>One DHCP engine on a leaf with clients and servers, its clock, and what it did.</summary>
internal sealed class DhcpBench : IDhcpEffects
{
    private const string Text = """
        fabric: bench
        nodes:
          leaf1: { loopback: [10.255.0.1, 2001:db8:ff::1] }
          spine1: { role: spine }
        links: [ leaf1 -- spine1 ]
        subnets:
          web: { vlan: 10, vrid: 1, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          db: { vlan: 20, vrid: 2, gateway: [10.2.0.1/24, 2001:db8:2::1/64], dhcp: [10.9.0.5, 10.9.0.6, "2001:db8:9::5"] }
          seen: { vlan: 30, vrid: 3, gateway: [10.0.7.254/24, 2001:db8:7::fffe/64] }
        limits: { hosts-per-port: 8 }
        ports:
          leaf1:
            a: { access: web, moves: verified }
            b: { access: web, moves: verified }
            easy: { access: web, moves: trusted }
            server: { access: web, moves: verified, dhcp: server }
            trunk: { trunk: [web, db], moves: verified }
            seen-clients: { access: seen, moves: verified }
            seen-server: { access: seen, moves: verified, dhcp: server }
            far: { access: db, moves: verified }
        """;

    public DhcpBench()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.True(load.Fabric is not null, string.Join("\n", load.Faults));
        Plan = NodePlanner.Derive(load.Fabric, "leaf1");
        Engine = new DhcpEngine(Plan);
        foreach (PortPlan port in Plan.Ports)
        {
            SetPort(port.Name, up: true);
        }
    }

    public NodePlan Plan { get; }

    public DhcpEngine Engine { get; }

    public Instant Now { get; set; } = Instant.Zero + TimeSpan.FromSeconds(1_000);

    public List<(string Port, VlanId Tag, byte[] Frame)> Sent { get; } = [];

    public List<(Datagram Head, byte[] Payload)> Datagrams { get; } = [];

    public List<AddressGrant> Granted { get; } = [];

    public List<(AddressGrant Grant, GrantEnd Reason)> Ended { get; } = [];

    public List<(string Port, DhcpRefusal Reason, MacAddress Mac)> Violations { get; } = [];

    public long this[DhcpCounter counter] => Engine.Counters[counter];

    public long this[DhcpRefusal reason] => Engine.Refusals[reason];

    public SegmentPlan Segment(string subnet) => Plan.Segments.Single(segment => segment.Subnet.Name == subnet);

    public PortIndex Index(string port) => Plan.FindPort(port)!.Index;

    public void SetPort(string name, bool up)
    {
        MacAddress mac = MacAddress.FromValue(0x0200_0000_0F00UL + Index(name).Value);
        Engine.HandlePort(Index(name), new PortStatus(up, mac, IpAddress.LinkLocalFor(mac), 1500));
    }

    /// <summary>A frame arrives at a port; on the trunk it is tagged.</summary>
    public void Receive(string port, byte[] frame, int tag = 0) =>
        Engine.HandleFrame(Now, Index(port), new VlanId(tag), frame, this);

    /// <summary>A datagram comes to the leaf's loopback.</summary>
    public void Answer(string from, byte[] payload)
    {
        IpAddress source = IpAddress.Parse(from);
        ushort port = (ushort)(source.IsIpv6 ? 547 : 67);
        IpAddress own = source.IsIpv6 ? Plan.Node.Loopback6 : Plan.Node.Loopback4;
        Engine.HandleDatagram(Now, new Datagram(VrfId.Default, source, port, own, port), payload, this);
    }

    /// <summary>Moves the clock, serving every deadline at its very instant.</summary>
    public void RunFor(TimeSpan duration)
    {
        Instant end = Now + duration;
        while (Engine.NextDeadline <= end)
        {
            Now = Instant.Min(end, Engine.NextDeadline > Now ? Engine.NextDeadline : Now);
            Engine.HandleTimer(Now, this);
        }

        Now = end;
    }

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) => Sent.Add((Plan.Ports[port.Value].Name, tag, frame.ToArray()));

    public void SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload) => Datagrams.Add((datagram, payload.ToArray()));

    public void GrantChanged(Instant now, in AddressGrant grant) => Granted.Add(grant);

    public void GrantEnded(Instant now, in AddressGrant grant, GrantEnd reason) => Ended.Add((grant, reason));

    public void Violation(Instant now, PortIndex port, DhcpRefusal reason, MacAddress mac) => Violations.Add((Plan.Ports[port.Value].Name, reason, mac));
}
