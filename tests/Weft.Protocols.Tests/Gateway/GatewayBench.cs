using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>One gateway engine on a small fabric, its clock, and what it sent.</summary>
internal sealed class GatewayBench : IGatewayEffects
{
    private const string Text = """
        fabric: bench
        sites: [dc1, dc2]
        vrfs: [guest]
        nodes:
          leaf1: { site: dc1 }
          leaf2: { site: dc1 }
          leaf3: { site: dc2 }
          spine1: { site: dc1, role: spine }
          spine2: { site: dc2, role: spine }
        links:
          - leaf1, leaf2 -- spine1
          - leaf3 -- spine2
          - spine1 -- spine2
          - { ends: leaf1 -- leaf2, bridge: [storage, tape] }
        subnets:
          web: { vlan: 10, vrid: 1, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          db: { vlan: 20, vrid: 2, gateway: [10.2.0.1/24, 2001:db8:2::1/64] }
          storage: { vlan: 30, vrid: 3, gateway: [10.3.0.1/24, 2001:db8:3::1/64], sites: [dc1], scope: bridged, vrrp: 3 }
          tape: { vlan: 31, vrid: 4, gateway: 10.31.0.1/24, sites: [dc1], scope: bridged, vrrp: 2 }
          kept: { vlan: 50, vrid: 51, gateway: [10.0.5.1/24, 2001:db8:5::1/64], vrrp: 3 }
          kept2: { vlan: 51, vrid: 51, gateway: 10.0.5.1/24, vrrp: 2, vrf: guest }
          visitors: { vlan: 40, vrid: 5, gateway: 10.2.0.1/24, vrf: guest }
        ports:
          leaf1:
            swp1: web
            swp2: web
            swp3: { access: db, foreign: [web] }
            swp4: storage
            swp5: { trunk: [web, db, visitors] }
            swp6: tape
            swp7: kept
            swp8: kept2
          leaf2: { swp1: web, swp4: storage, swp6: tape }
          leaf3: { swp1: web }
        """;

    private readonly byte[] _buffer = new byte[FrameWriter.MaximumLength];

    public GatewayBench(string node = "leaf1", bool portsUp = true, ulong seed = 1)
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.True(load.Fabric is not null, string.Join("\n", load.Faults));
        Fabric = load.Fabric;
        Plan = NodePlanner.Derive(load.Fabric, node);
        Engine = new GatewayEngine(Plan, Hosts, new RandomSource(seed));
        if (portsUp)
        {
            foreach (PortPlan port in Plan.Ports)
            {
                SetPort(port.Name, up: true);
            }

            RunFor(TimeSpan.FromSeconds(60));
            Sent.Clear();
            Events.Clear();
        }
    }

    public Fabric Fabric { get; }

    public NodePlan Plan { get; }

    public FakeDirectory Hosts { get; } = new();

    public GatewayEngine Engine { get; }

    public Instant Now { get; private set; }

    public List<SentFrame> Sent { get; } = [];

    public List<NodeEvent> Events { get; } = [];

    public long this[GatewayCounter counter] => Engine.Counters[counter];

    public Subnet Subnet(string name) => Fabric.Subnets.Single(subnet => subnet.Name == name);

    /// <summary>The name of the port between leaf1 and leaf2.</summary>
    public string PeerPort => Plan.Ports.Single(port => port.Kind == PortKind.Interswitch).Name;

    public SegmentPlan Segment(string subnet) => Plan.Segments.Single(segment => segment.Subnet.Name == subnet);

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame) =>
        Sent.Add(new SentFrame(Now, Plan.Ports[port.Value].Name, tag, frame.ToArray()));

    public void Emit(NodeEvent nodeEvent) => Events.Add(nodeEvent);

    public static MacAddress PortMac(PortIndex index) => MacAddress.FromValue(0x0200_0000_0F00UL + index.Value);

    public void SetPort(string name, bool up)
    {
        PortIndex index = Index(name);
        MacAddress mac = PortMac(index);
        Engine.HandlePort(Now, index, new PortStatus(up, mac, IpAddress.LinkLocalFor(mac), 1500), this);
    }

    public PortIndex Index(string name) => Plan.FindPort(name)!.Index;

    /// <summary>Moves the clock, serving every deadline at its very instant.</summary>
    public void RunFor(TimeSpan duration)
    {
        Instant end = Now + duration;
        while (Engine.NextDeadline <= end)
        {
            Now = Engine.NextDeadline < Now ? Now : Engine.NextDeadline;
            Engine.HandleTimer(Now, this);
        }

        Now = end;
    }

    /// <summary>Hands a frame to the engine and returns what it sent at once.</summary>
    public List<SentFrame> Receive(string port, ReadOnlySpan<byte> frame, VlanId tag = default)
    {
        int before = Sent.Count;
        Engine.HandleFrame(Now, Index(port), tag, frame, this);
        return Sent[before..];
    }

    /// <summary>A broadcast ARP request.</summary>
    public List<SentFrame> Ask(string port, string mac, string sender, string target, VlanId tag = default) =>
        Receive(port, Arp(mac, ArpPacket.Request(MacAddress.Parse(mac), IpAddress.Parse(sender), IpAddress.Parse(target))), tag);

    /// <summary>A neighbour solicitation; from :: a duplicate address probe.</summary>
    public List<SentFrame> Solicit(string port, string mac, string sender, string target)
    {
        MacAddress source = MacAddress.Parse(mac);
        int length = FrameWriter.NeighborSolicitation(_buffer, source, IpAddress.Parse(sender), IpAddress.Parse(target), source);
        return Receive(port, _buffer.AsSpan(0, length).ToArray());
    }

    /// <summary>A broadcast ARP frame.</summary>
    public byte[] Arp(string ethernetSource, in ArpPacket packet)
    {
        int length = FrameWriter.Arp(_buffer, MacAddress.Broadcast, MacAddress.Parse(ethernetSource), packet);
        return _buffer[..length];
    }

    /// <summary>A router solicitation.</summary>
    public List<SentFrame> SolicitRouter(string port, string mac, string sender, VlanId tag = default)
    {
        IpAddress source = IpAddress.Parse(sender);
        IpAddress group = IpAddress.Parse("ff02::2");
        MacAddress hostMac = MacAddress.Parse(mac);
        int length = 8;
        Span<byte> message = _buffer.AsSpan(54);
        message[..8].Clear();
        if (!source.IsUnspecified)
        {
            length += NdOptionWriter.WriteLinkLayer(message[8..], NdOptionType.SourceLinkLayerAddress, hostMac);
        }

        new EthernetHeader(MacAddress.ForIpv6Multicast(group), hostMac, EtherType.Ipv6).Write(_buffer);
        new Ipv6Header(0, 0, IpProtocol.Icmpv6, 255, source, group).Write(_buffer.AsSpan(14), length);
        Icmpv6Message.Write(message[..length], Icmpv6Type.RouterSolicitation, 0, source, group);
        return Receive(port, _buffer.AsSpan(0, 54 + length).ToArray(), tag);
    }

    /// <summary>A VRRP advertisement of another router.</summary>
    public List<SentFrame> Advertise(
        string port, string sourceMac, string source, VrrpAdvertisement advertisement, string[] addresses, VlanId tag = default)
    {
        IpAddress[] list = [.. addresses.Select(static address => IpAddress.Parse(address))];
        int length = FrameWriter.Vrrp(_buffer, MacAddress.Parse(sourceMac), IpAddress.Parse(source), advertisement, list);
        return Receive(port, _buffer.AsSpan(0, length).ToArray(), tag);
    }
}
