using Weft.Model;
using Weft.Wire;

namespace Weft.Node.Tests;

/// <summary>What the end of leases means for the addresses that a host has made up itself at a strict port.</summary>
public sealed class LeaseEndTests : INodeEffects
{
    private const string Text = """
        fabric: lone
        nodes: [leaf1]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        ports:
          leaf1: { swp1: { access: web, guard: strict } }
        """;

    private static readonly MacAddress s_mac = MacAddress.Parse("02:00:00:00:00:66");

    private readonly Switch _leaf;
    private readonly PortIndex _port;
    private Instant _now = Instant.Zero + TimeSpan.FromMinutes(1);

    public LeaseEndTests()
    {
        FabricLoad load = FabricFile.Load(Text);
        Assert.True(load.Fabric is not null, string.Join('\n', load.Faults));
        NodePlan plan = NodePlanner.Derive(load.Fabric, "leaf1");
        _leaf = new Switch(plan, seed: 1);
        _port = plan.FindPort("swp1")!.Index;
        MacAddress own = MacAddress.Parse("02:00:00:00:00:01");
        _leaf.Handle(_now, NodeInput.PortChanged(_port, new PortStatus(true, own, IpAddress.LinkLocalFor(own), 1500)), this);
    }

    private string Bound => string.Join(' ', _leaf.Tables.Bindings.Rows.Keys.Order().Select(static key => key.Address));

    [Fact]
    public void Made_up_addresses_go_with_the_last_lease()
    {
        Lease("10.1.0.50", seconds: 20);
        Lease("2001:db8:1::50", seconds: 10);
        Say("10.1.0.50");
        Say("2001:db8:1::50");
        Say("2001:db8:1::c0ff:ee");
        Assert.Equal("10.1.0.50 2001:db8:1::50 2001:db8:1::c0ff:ee", Bound);

        Run(TimeSpan.FromSeconds(15));
        Assert.Equal("10.1.0.50 2001:db8:1::50 2001:db8:1::c0ff:ee", Bound);
        Run(TimeSpan.FromSeconds(6));
        Assert.Empty(Bound);
    }

    [Fact]
    public void What_has_ended_while_the_daemon_was_away_is_bound_no_longer()
    {
        Lease("10.1.0.50", seconds: -5);
        Lease("10.1.0.51", seconds: 60);
        Find("10.1.0.50");
        Find("10.1.0.51");
        Run(TimeSpan.FromSeconds(1));
        Assert.Equal("10.1.0.51", Bound);
    }

    void INodeEffects.Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
    }

    void INodeEffects.SendDatagram(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
    }

    void INodeEffects.Forget(in FirstPacket packet)
    {
    }

    void INodeEffects.Emit(Instant now, NodeEvent nodeEvent)
    {
    }

    private void Lease(string address, int seconds) => _leaf.Handle(_now, NodeInput.Remembered(new AddressGrant(
        _leaf.Plan.Segments.Single().Id, IpAddress.Parse(address), s_mac, _port, GrantSource.Dhcp, _now + TimeSpan.FromSeconds(seconds))), this);

    private void Find(string address)
    {
        SegmentPlan segment = _leaf.Plan.Segments.Single();
        AdoptedBinding found = new(new BindingKey(segment.Id, IpAddress.Parse(address)), new BindingRow(s_mac, _port, segment.Vrf));
        _leaf.Handle(_now, NodeInput.Found(found), this);
    }

    private void Say(string text)
    {
        IpAddress address = IpAddress.Parse(text);
        byte[] frame = new byte[FrameWriter.MaximumLength];
        int length = address.IsIpv6
            ? FrameWriter.UnsolicitedNeighborAdvertisement(frame, s_mac, address, new NeighborMessage(NeighborFlags.Override, address), s_mac)
            : FrameWriter.Arp(frame, MacAddress.Broadcast, s_mac, ArpPacket.Announcement(s_mac, address));
        _leaf.Handle(_now, NodeInput.Received(_port, VlanId.Untagged, frame.AsSpan(0, length)), this);
    }

    private void Run(TimeSpan time)
    {
        Instant end = _now + time;
        while (_leaf.NextDeadline <= end)
        {
            _now = _leaf.NextDeadline > _now ? _leaf.NextDeadline : _now;
            _leaf.Handle(_now, NodeInput.Timer(), this);
        }

        _now = end;
    }
}
