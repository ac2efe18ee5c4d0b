using Weft.Model;
using Weft.Protocols.Gateway;
using Weft.Wire;

namespace Weft.Protocols.Tests.Gateway;

/// <summary>Duplicate address detection must find real duplicates across the fabric, and no false ones.</summary>
public sealed class ProbeTests
{
    private const string Prober = "02:00:00:00:00:0a";
    private const string Owner = "02:00:00:00:00:0b";

    private readonly GatewayBench _bench = new();

    [Fact]
    public void Case01_A_probe_for_an_address_in_use_elsewhere_is_answered()
    {
        _bench.Hosts.Put("10.1.0.13", HostPlace.Remote, Owner);
        SentFrame answer = Assert.Single(_bench.Ask("swp1", Prober, "0.0.0.0", "10.1.0.13"));
        Assert.Equal(ArpPacket.Reply(_bench.Subnet("web").GatewayMac4, IpAddress.Parse("10.1.0.13"), MacAddress.Parse(Prober), IpAddress.Ipv4Any), answer.Arp);
        Assert.Equal(1, _bench[GatewayCounter.ProbeAnswered]);
    }

    [Fact]
    public void Case01_A_probe_for_a_free_address_or_an_unconfirmed_owner_is_not_answered()
    {
        _bench.Hosts.Put("10.1.0.14", HostPlace.Remote, Owner, confirmed: false);
        _bench.Hosts.Put("10.1.0.15", HostPlace.SameSegment, Owner);
        Assert.Empty(_bench.Ask("swp1", Prober, "0.0.0.0", "10.1.0.13"));
        Assert.Empty(_bench.Ask("swp1", Prober, "0.0.0.0", "10.1.0.14"));
        Assert.Empty(_bench.Ask("swp1", Prober, "0.0.0.0", "10.1.0.15"));
        Assert.Equal((1, 1, 1), (_bench[GatewayCounter.TargetUnknown], _bench[GatewayCounter.TargetUnconfirmed], _bench[GatewayCounter.TargetOnSegment]));
    }

    [Fact]
    public void Case01_A_probe_is_answered_for_nothing_but_a_known_owner_even_where_a_route_exists()
    {
        _bench.Hosts.ForeignMacs.Add(MacAddress.Parse(Prober));
        _bench.Hosts.RoutedElsewhere.Add(IpAddress.Parse("10.1.0.13"));
        Assert.Empty(_bench.Ask("swp3", Prober, "0.0.0.0", "10.1.0.13"));
    }

    [Fact]
    public void Case02_The_owner_that_moved_and_probes_its_own_address_hears_nothing()
    {
        _bench.Hosts.Put("10.1.0.13", HostPlace.Remote, Prober);
        _bench.Hosts.Put("2001:db8:1::13", HostPlace.Remote, Prober);
        Assert.Empty(_bench.Ask("swp1", Prober, "0.0.0.0", "10.1.0.13"));
        Assert.Empty(_bench.Solicit("swp1", Prober, "::", "2001:db8:1::13"));
        Assert.Equal(2, _bench[GatewayCounter.AskedByOwner]);
    }

    [Fact]
    public void The_gateway_address_is_defended_against_a_probe()
    {
        SentFrame answer = Assert.Single(_bench.Ask("swp1", Prober, "0.0.0.0", "10.1.0.1"));
        Assert.Equal((ArpOperation.Reply, IpAddress.Parse("10.1.0.1")), (answer.Arp.Operation, answer.Arp.SenderAddress));
        Assert.Equal(1, _bench[GatewayCounter.GatewayDefended]);
    }

    [Fact]
    public void Case35_Detection_of_an_address_in_use_elsewhere_is_answered_to_all_nodes_and_unsolicited()
    {
        _bench.Hosts.Put("2001:db8:1::13", HostPlace.Remote, Owner);
        SentFrame answer = Assert.Single(_bench.Solicit("swp1", Prober, "::", "2001:db8:1::13"));
        Assert.Equal("33:33:00:00:00:01", answer.Destination.ToString());
        Assert.Contains("> ff02::1, hlim 255", answer.Text);
        Assert.Contains("tgt is 2001:db8:1::13, flags [Router]", answer.Text);
    }

    [Fact]
    public void Case35_Detection_of_the_gateway_address_is_answered_with_override()
    {
        SentFrame answer = Assert.Single(_bench.Solicit("swp1", Prober, "::", "2001:db8:1::1"));
        Assert.StartsWith("IP6 2001:db8:1::1 > ff02::1", answer.Text);
        Assert.Contains("flags [Override, Router]", answer.Text);
    }

    [Fact]
    public void Case38_A_probe_with_a_nonce_that_loops_back_finds_no_duplicate()
    {
        _bench.Hosts.Put("2001:db8:1::13", HostPlace.SameSegment, Prober);
        byte[] frame = WithNonce("2001:db8:1::13");
        Assert.Empty(_bench.Receive("swp1", frame));
        Assert.Empty(_bench.Receive("swp2", frame));
        Assert.Equal(2, _bench[GatewayCounter.AskedByOwner]);
        Assert.Equal(0, _bench[GatewayCounter.MalformedNd]);
    }

    private static byte[] WithNonce(string target)
    {
        IpAddress address = IpAddress.Parse(target);
        IpAddress group = IpAddress.SolicitedNode(address);
        byte[] frame = new byte[14 + 40 + 32];
        Span<byte> message = frame.AsSpan(54);
        int length = new NeighborMessage(NeighborFlags.None, address).Write(message);
        length += NdOptionWriter.Write(message[length..], NdOptionType.Nonce, [1, 2, 3, 4, 5, 6]);
        new EthernetHeader(MacAddress.ForIpv6Multicast(group), MacAddress.Parse(Prober), EtherType.Ipv6).Write(frame);
        new Ipv6Header(0, 0, IpProtocol.Icmpv6, 255, IpAddress.Ipv6Any, group).Write(frame.AsSpan(14), length);
        Icmpv6Message.Write(message, Icmpv6Type.NeighborSolicitation, 0, IpAddress.Ipv6Any, group);
        return frame;
    }
}
