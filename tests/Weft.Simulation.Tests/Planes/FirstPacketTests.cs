using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation.Tests;

/// <summary>What the daemon is told of hosts that it may not know.</summary>
public sealed class FirstPacketTests
{
    private readonly PlaneBench _bench = new();

    public static TheoryData<string, int, string> Senders => new()
    {
        { "swp1", 0, "10.1.0.11" },
        { "swp1", 0, "2001:db8:1::11" },
        { "swp1", 0, "203.0.113.9" },
        { "trk1", 10, "10.1.0.11" },
        { "trk1", 10, "2001:db8:1::11" },
        { "trk1", 30, "10.3.0.11" },
        { "swp3", 0, "2001:db8:3::11" },
    };

    [Theory]
    [MemberData(nameof(Senders))]
    public void A_host_is_reported_once_until_it_is_forgotten(string port, int tag, string address)
    {
        FirstPacket expected = new(_bench.Port(port).Index, new VlanId(tag), MacAddress.Parse(PlaneBench.Host), IpAddress.Parse(address));
        for (int i = 0; i < 100; i++)
        {
            _bench.Receive(port, Data(address), tag);
        }

        Assert.Equal([expected], _bench.Reported);
        _bench.Plane.Forget(expected);
        _bench.Receive(port, Data(address), tag);
        Assert.Equal([expected, expected], _bench.Reported);
    }

    [Fact]
    public void A_host_that_goes_on_talking_is_reported_again_before_it_would_be_probed()
    {
        TimeSpan idle = _bench.Plan.Fabric.Timers.HostIdle;
        _bench.Receive("swp1", Data("10.1.0.11"));
        _bench.Wait((idle / 2) - TimeSpan.FromMilliseconds(1));
        _bench.Receive("swp1", Data("10.1.0.11"));
        Assert.Single(_bench.Reported);
        _bench.Wait(TimeSpan.FromMilliseconds(1));
        _bench.Receive("swp1", Data("10.1.0.11"));
        Assert.Equal(2, _bench.Reported.Count);
    }

    [Fact]
    public void A_host_that_moves_to_another_port_is_reported_there()
    {
        _bench.Receive("swp1", Data("10.1.0.11"));
        _bench.Receive("swp2", Data("10.1.0.11"));
        Assert.Equal(["swp1", "swp2"], _bench.Reported.Select(packet => _bench.Plan.Ports[packet.Port.Value].Name));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("fe80::11")]
    public void Addresses_that_are_no_hosts_place_are_not_reported(string address)
    {
        _bench.Receive("swp1", Data(address));
        Assert.Empty(_bench.Reported);
    }

    [Fact]
    public void Nothing_that_comes_from_another_switch_or_the_fabric_is_reported()
    {
        _bench.Receive("isw1", Data("10.3.0.11"));
        _bench.Receive("to-spine1", Data("10.3.0.11"));
        Assert.Empty(_bench.Reported);
    }

    [Fact]
    public void Control_messages_are_heard_and_not_reported()
    {
        _bench.Receive("swp1", PlaneFrames.ArpRequest(PlaneBench.Host, "10.1.0.11", "10.1.0.12"));
        _bench.Receive("swp1", PlaneFrames.Neighbor(
            "33:33:00:00:00:01", PlaneBench.Host, "2001:db8:1::11", "ff02::1", Icmpv6Type.NeighborAdvertisement, "2001:db8:1::11"));
        Assert.Empty(_bench.Reported);
        Assert.Equal(2, _bench.Punted.Count);
    }

    [Fact]
    public void A_ping_over_ipv6_says_where_its_host_is()
    {
        _bench.Receive("swp1", PlaneFrames.Echo("33:33:00:00:00:01", PlaneBench.Host, "2001:db8:1::11", "ff02::1"));
        Assert.Single(_bench.Reported);
        Assert.Empty(_bench.Punted);
    }

    [Fact]
    public void What_is_seen_while_nobody_listens_is_not_told_later()
    {
        _bench.Plane.KillDaemon(_bench.Now);
        _bench.Receive("swp1", Data("10.1.0.11"));
        _bench.Plane.StartDaemon(_bench.Now);
        _bench.Receive("swp1", Data("10.1.0.11"));
        Assert.Empty(_bench.Reported);
        _bench.Wait(_bench.Plan.Fabric.Timers.HostIdle / 2);
        _bench.Receive("swp1", Data("10.1.0.11"));
        Assert.Single(_bench.Reported);
    }

    [Fact]
    public void A_flood_of_invented_hosts_is_reported_at_a_limited_rate()
    {
        for (uint i = 0; i < SeenHosts.ReportsPerSecond; i++)
        {
            _bench.Receive("swp1", Data(IpAddress.Ipv4(0x0A01_0000 + i).ToString()));
        }

        Assert.Equal(SeenHosts.ReportsPerSecond / 4, _bench.Reported.Count);
    }

    private static byte[] Data(string from) => IpAddress.Parse(from).IsIpv6
        ? PlaneFrames.Udp("33:33:00:00:00:01", PlaneBench.Host, from, "ff02::1")
        : PlaneFrames.Udp(PlaneFrames.Broadcast, PlaneBench.Host, from, "10.1.0.255");
}
