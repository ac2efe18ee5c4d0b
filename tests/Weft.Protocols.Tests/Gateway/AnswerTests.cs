using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>Who is answered for, over ARP and over neighbour discovery.</summary>
public sealed class AnswerTests
{
    private const string Asker = "02:00:00:00:00:0a";
    private const string Other = "02:00:00:00:00:0b";

    private readonly GatewayBench _bench = new();

    [Fact]
    public void Case06_Arp_for_the_gateway_is_answered_once_with_the_virtual_MAC_on_the_askers_port_only()
    {
        SentFrame answer = Assert.Single(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.1"));
        MacAddress virtualMac = _bench.Subnet("web").GatewayMac4;
        Assert.Equal("swp1", answer.Port);
        Assert.Equal((MacAddress.Parse(Asker), virtualMac), (answer.Destination, answer.Source));
        Assert.Equal(
            ArpPacket.Reply(virtualMac, IpAddress.Parse("10.1.0.1"), MacAddress.Parse(Asker), IpAddress.Parse("10.1.0.11")), answer.Arp);
        Assert.Equal(1, _bench[GatewayCounter.GatewayAnswered]);
    }

    [Fact]
    public void Case06_Arp_for_the_gateway_from_behind_another_switch_is_left_to_that_switch()
    {
        Assert.Empty(_bench.Ask(_bench.PeerPort, Asker, "10.3.0.11", "10.3.0.1", _bench.Subnet("storage").Vlan));
        Assert.Equal(1, _bench[GatewayCounter.BehindPeer]);
        Assert.Single(_bench.Ask("swp4", Asker, "10.3.0.11", "10.3.0.1"));
    }

    [Fact]
    public void Case07_A_host_on_the_same_segment_answers_for_itself()
    {
        _bench.Hosts.Put("10.1.0.12", HostPlace.SameSegment, Other);
        _bench.Hosts.Put("2001:db8:1::12", HostPlace.SameSegment, Other);
        Assert.Empty(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.12"));
        Assert.Empty(_bench.Solicit("swp1", Asker, "2001:db8:1::11", "2001:db8:1::12"));
        Assert.Equal(2, _bench[GatewayCounter.TargetOnSegment]);
    }

    [Fact]
    public void Case08_An_unknown_host_is_never_answered_for()
    {
        Assert.Empty(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.99"));
        Assert.Empty(_bench.Solicit("swp1", Asker, "2001:db8:1::11", "2001:db8:1::99"));
        Assert.Equal(2, _bench[GatewayCounter.TargetUnknown]);
    }

    [Fact]
    public void Case09_A_host_in_the_other_part_of_a_split_subnet_is_answered_for()
    {
        _bench.Hosts.Put("10.1.0.13", HostPlace.Remote, Other);
        SentFrame answer = Assert.Single(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.13"));
        Assert.Equal(_bench.Subnet("web").GatewayMac4, answer.Arp.SenderMac);
        Assert.Equal(IpAddress.Parse("10.1.0.13"), answer.Arp.SenderAddress);
        Assert.Equal(1, _bench[GatewayCounter.ProxyAnswered]);
    }

    [Fact]
    public void Case09_A_host_that_is_only_tentative_elsewhere_is_not_answered_for()
    {
        _bench.Hosts.Put("10.1.0.13", HostPlace.Remote, Other, confirmed: false);
        Assert.Empty(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.13"));
        Assert.Equal(1, _bench[GatewayCounter.TargetUnconfirmed]);
    }

    [Fact]
    public void Case09_A_host_on_another_segment_of_the_same_leaf_is_answered_for()
    {
        _bench.Hosts.Put("10.1.0.14", HostPlace.OtherSegment, Other);
        Assert.Single(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.14"));
    }

    [Fact]
    public void Case10_An_ordinary_host_gets_no_answer_for_targets_out_of_its_subnet()
    {
        _bench.Hosts.Put("10.2.0.12", HostPlace.Remote, Other);
        _bench.Hosts.RoutedElsewhere.Add(IpAddress.Parse("8.8.8.8"));
        Assert.Empty(_bench.Ask("swp1", Asker, "10.1.0.11", "10.2.0.12"));
        Assert.Empty(_bench.Ask("swp1", Asker, "10.1.0.11", "8.8.8.8"));
        Assert.Equal(2, _bench[GatewayCounter.TargetOutOfSubnet]);
    }

    [Fact]
    public void Case11_A_unicast_refresh_of_a_host_that_moved_is_answered_and_one_of_a_neighbour_is_not()
    {
        _bench.Hosts.Put("10.1.0.13", HostPlace.Remote, Other);
        _bench.Hosts.Put("10.1.0.12", HostPlace.SameSegment, Other);
        Assert.Single(_bench.Receive("swp1", Unicast("10.1.0.13")));
        Assert.Empty(_bench.Receive("swp1", Unicast("10.1.0.12")));
        Assert.Single(_bench.Receive("swp1", Unicast("10.1.0.1")));
    }

    [Fact]
    public void Case34_Link_local_addresses_are_never_answered_for_by_proxy()
    {
        _bench.Hosts.Put("fe80::99", HostPlace.Remote, Other);
        Assert.Empty(_bench.Solicit("swp1", Asker, "2001:db8:1::11", "fe80::99"));
        Assert.Equal(1, _bench[GatewayCounter.TargetOnSegment]);
    }

    [Fact]
    public void Case36_A_proxy_answer_has_the_router_flag_but_does_not_override()
    {
        _bench.Hosts.Put("2001:db8:1::13", HostPlace.Remote, Other);
        SentFrame answer = Assert.Single(_bench.Solicit("swp1", Asker, "2001:db8:1::11", "2001:db8:1::13"));
        Assert.EndsWith("tgt is 2001:db8:1::13, flags [Solicited, Router], destination link-address 00:00:5e:00:02:01", answer.Text);
        Assert.Equal(MacAddress.Parse(Asker), answer.Destination);
    }

    [Theory]
    [InlineData("2001:db8:1::1")]
    [InlineData("fe80::1:1")]
    public void The_gateways_own_addresses_are_answered_with_override(string gateway)
    {
        Assert.Equal(1, _bench.Subnet("web").Vrid);
        SentFrame answer = Assert.Single(_bench.Solicit("swp1", Asker, "fe80::a", gateway));
        Assert.StartsWith($"IP6 {gateway} > fe80::a, hlim 255", answer.Text);
        Assert.EndsWith($"tgt is {gateway}, flags [Override, Solicited, Router], destination link-address 00:00:5e:00:02:01", answer.Text);
    }

    [Fact]
    public void A_trunk_keeps_its_VLANs_apart()
    {
        VlanId web = _bench.Subnet("web").Vlan;
        SentFrame answer = Assert.Single(_bench.Ask("swp5", Asker, "10.1.0.11", "10.1.0.1", web));
        Assert.Equal(web, answer.Tag);
        Assert.Empty(_bench.Ask("swp5", Asker, "10.1.0.11", "10.1.0.1", _bench.Subnet("db").Vlan));
        Assert.Empty(_bench.Ask("swp5", Asker, "10.1.0.11", "10.1.0.1", new VlanId(99)));
        Assert.Equal(1, _bench[GatewayCounter.NoGateway]);
    }

    [Fact]
    public void Case52_Equal_addresses_in_two_VRFs_stay_two()
    {
        SentFrame db = Assert.Single(_bench.Ask("swp5", Asker, "10.2.0.11", "10.2.0.1", _bench.Subnet("db").Vlan));
        SentFrame visitors = Assert.Single(_bench.Ask("swp5", Asker, "10.2.0.11", "10.2.0.1", _bench.Subnet("visitors").Vlan));
        Assert.NotEqual(db.Arp.SenderMac, visitors.Arp.SenderMac);
        _bench.Ask("swp5", Asker, "10.2.0.11", "10.2.0.12", _bench.Subnet("visitors").Vlan);
        SegmentPlan guest = _bench.Segment("visitors");
        Assert.Equal([(guest.Id, guest.Vrf)], _bench.Hosts.Asked);
    }

    [Fact]
    public void An_announcement_is_not_a_question()
    {
        _bench.Hosts.Put("10.1.0.11", HostPlace.Remote, Other);
        Assert.Empty(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.11"));
        Assert.Equal(1, _bench[GatewayCounter.Announcement]);
    }

    [Fact]
    public void Nothing_is_answered_on_a_port_that_is_down()
    {
        _bench.SetPort("swp1", up: false);
        Assert.Empty(_bench.Ask("swp1", Asker, "10.1.0.11", "10.1.0.1"));
    }

    private byte[] Unicast(string target)
    {
        byte[] frame = _bench.Arp(Asker, ArpPacket.Request(MacAddress.Parse(Asker), IpAddress.Parse("10.1.0.11"), IpAddress.Parse(target)));
        MacAddress.Parse(Other).Write(frame);
        return frame;
    }
}
