using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>A web host (10.1.0.0/24) behind port swp3 of the db subnet: local proxy.</summary>
public sealed class ForeignHostTests
{
    private const string Foreign = "02:00:00:00:00:0f";
    private const string Other = "02:00:00:00:00:0b";

    private readonly GatewayBench _bench = new();

    public ForeignHostTests() => _bench.Hosts.ForeignMacs.Add(MacAddress.Parse(Foreign));

    [Fact]
    public void Case10_A_foreign_host_finds_its_old_gateway()
    {
        SentFrame answer = Assert.Single(_bench.Ask("swp3", Foreign, "10.1.0.14", "10.1.0.1"));
        Assert.Equal(_bench.Subnet("db").GatewayMac4, answer.Arp.SenderMac);
        Assert.Equal(1, _bench[GatewayCounter.LocalProxyAnswered]);
    }

    [Theory]
    [InlineData("2001:db8:1::1")]
    [InlineData("fe80::1:1")]
    public void Case10_A_foreign_host_finds_its_old_IPv6_gateway_with_override(string gateway)
    {
        SentFrame answer = Assert.Single(_bench.Solicit("swp3", Foreign, "2001:db8:1::14", gateway));
        Assert.StartsWith($"IP6 {gateway} > 2001:db8:1::14", answer.Text);
        Assert.Contains("flags [Override, Solicited, Router]", answer.Text);
    }

    [Fact]
    public void Case10_A_foreign_host_finds_its_old_neighbours_and_whatever_is_routed()
    {
        _bench.Hosts.Put("10.1.0.11", HostPlace.OtherSegment, Other);
        _bench.Hosts.Put("10.1.0.13", HostPlace.Remote, Other);
        _bench.Hosts.RoutedElsewhere.Add(IpAddress.Parse("8.8.8.8"));
        Assert.Single(_bench.Ask("swp3", Foreign, "10.1.0.14", "10.1.0.11"));
        Assert.Single(_bench.Ask("swp3", Foreign, "10.1.0.14", "10.1.0.13"));
        Assert.Single(_bench.Ask("swp3", Foreign, "10.1.0.14", "8.8.8.8"));
        Assert.Equal(3, _bench[GatewayCounter.LocalProxyAnswered]);
    }

    [Fact]
    public void Case10_A_foreign_host_gets_no_answer_for_its_new_neighbours_or_for_nobody()
    {
        _bench.Hosts.Put("10.2.0.12", HostPlace.SameSegment, Other);
        _bench.Hosts.RoutedElsewhere.Add(IpAddress.Parse("10.2.0.77"));
        Assert.Empty(_bench.Ask("swp3", Foreign, "10.1.0.14", "10.2.0.12"));
        Assert.Empty(_bench.Ask("swp3", Foreign, "10.1.0.14", "10.2.0.77"));
        Assert.Empty(_bench.Ask("swp3", Foreign, "10.1.0.14", "10.1.0.99"));
        Assert.Equal((1, 2), (_bench[GatewayCounter.TargetOnSegment], _bench[GatewayCounter.TargetUnknown]));
    }

    [Fact]
    public void Case10_The_same_host_on_a_port_without_permission_is_nobody()
    {
        Assert.Empty(_bench.Ask("swp5", Foreign, "10.1.0.14", "10.1.0.1", _bench.Subnet("db").Vlan));
        Assert.Equal(1, _bench[GatewayCounter.TargetOutOfSubnet]);
    }

    [Fact]
    public void Case10_A_native_host_of_the_port_gets_no_local_proxy()
    {
        Assert.Empty(_bench.Ask("swp3", Other, "10.2.0.12", "10.1.0.1"));
        Assert.Single(_bench.Ask("swp3", Other, "10.2.0.12", "10.2.0.1"));
    }

    [Fact]
    public void A_foreign_host_that_arrives_is_refreshed_with_its_own_gateway_and_router()
    {
        _bench.Engine.HostArrived(_bench.Now, _bench.Index("swp3"), default, _bench.Segment("db").Id, IpAddress.Parse("10.1.0.14"), MacAddress.Parse(Foreign), _bench);
        SentFrame arp = Assert.Single(_bench.Sent);
        Assert.Equal((IpAddress.Parse("10.1.0.1"), _bench.Subnet("db").GatewayMac4), (arp.Arp.SenderAddress, arp.Arp.SenderMac));
        Assert.Equal(MacAddress.Parse(Foreign), arp.Destination);

        _bench.Sent.Clear();
        _bench.Engine.HostArrived(_bench.Now, _bench.Index("swp3"), default, _bench.Segment("db").Id, IpAddress.Parse("2001:db8:1::14"), MacAddress.Parse(Foreign), _bench);
        Assert.Equal(3, _bench.Sent.Count);
        Assert.Contains("tgt is 2001:db8:1::1,", _bench.Sent[0].Text);
        Assert.Contains("tgt is fe80::1:1,", _bench.Sent[1].Text);
        Assert.StartsWith("IP6 fe80::1:1 > 2001:db8:1::14", _bench.Sent[2].Text);
        Assert.Contains("prefix 2001:db8:1::/64 [Autonomous]", _bench.Sent[2].Text);
    }

    [Fact]
    public void A_foreign_hosts_router_solicitation_is_answered_by_both_gateways()
    {
        List<SentFrame> answers = _bench.SolicitRouter("swp3", Foreign, "fe80::f");
        Assert.Equal(["IP6 fe80::1:2", "IP6 fe80::1:1"], answers.Select(static answer => answer.Text.Split(" > ")[0]));
    }
}
