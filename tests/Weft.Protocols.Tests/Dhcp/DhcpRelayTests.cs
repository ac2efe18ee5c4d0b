using Weft.Model;
using Weft.Protocols.Dhcp;
using Weft.Wire;
using Weft.Wire.Dhcp;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Tests.Dhcp;

public sealed class DhcpRelayTests
{
    private static readonly MacAddress Host = MacAddress.Parse("02:00:00:00:00:0a");

    private readonly DhcpBench _bench = new();

    [Fact]
    public void A_discover_goes_to_every_server_with_what_the_relay_adds()
    {
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1));
        Assert.Equal(["10.9.0.5", "10.9.0.6"], _bench.Datagrams.Select(static item => item.Head.Destination.ToString()));
        Assert.All(_bench.Datagrams, static item => Assert.Equal(
            ("10.255.0.1", 67, 67), (item.Head.Source.ToString(), item.Head.SourcePort, item.Head.DestinationPort)));
        Assert.Equal(DhcpFault.None, DhcpView.TryParse(_bench.Datagrams[0].Payload, out DhcpView message));
        Assert.Equal(("10.255.0.1", 1, Host), (message.RelayAddress.ToString(), message.Header.Hops, message.ClientMac));
        Assert.True(message.TryFind(DhcpOptionCode.RelayInformation, out DhcpOption option));
        Assert.True(DhcpAgentInformation.TryParse(option.Data, out DhcpAgentInformation agent));
        Assert.True(agent.TryFind(DhcpAgentOptionCode.CircuitId, out ReadOnlySpan<byte> circuit));
        Assert.True(agent.TryFind(DhcpAgentOptionCode.RemoteId, out ReadOnlySpan<byte> remote));
        Assert.True(agent.TryFindAddress(DhcpAgentOptionCode.LinkSelection, out IpAddress link));
        Assert.True(agent.TryFindAddress(DhcpAgentOptionCode.ServerOverride, out IpAddress server));
        Assert.Equal("far:20"u8.ToArray(), circuit.ToArray());
        Assert.Equal("leaf1"u8.ToArray(), remote.ToArray());
        Assert.Equal(("10.2.0.1", "10.2.0.1"), (link.ToString(), server.ToString()));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_answer_goes_to_the_client_as_it_can_hear_it(bool broadcast)
    {
        _bench.Receive("trunk", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1, broadcast: broadcast), tag: 20);
        _bench.Answer("10.9.0.5", Reply(DhcpMessageType.Offer, 1, "10.2.0.50", "trunk:20", broadcast));
        (string port, VlanId tag, byte[] frame) = Assert.Single(_bench.Sent);
        Assert.Equal(("trunk", 20), (port, tag.Value));
        Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame, out EthernetView ethernet));
        Assert.Equal((broadcast ? MacAddress.Broadcast : Host, MacAddress.VirtualRouter(2, ipv6: false)), (ethernet.Destination, ethernet.Source));
        Assert.Equal(Ipv4Fault.None, Ipv4View.TryParse(ethernet.Payload, out Ipv4View packet));
        Assert.Equal(("10.2.0.1", broadcast ? "255.255.255.255" : "10.2.0.50"), (packet.Source.ToString(), packet.Destination.ToString()));
        Assert.Equal(UdpFault.None, UdpView.TryParse(packet.Payload, out UdpView udp));
        Assert.Equal((67, 68, UdpFault.None), (udp.SourcePort, udp.DestinationPort, udp.CheckChecksum(packet.Source, packet.Destination)));
        Assert.Equal(DhcpFault.None, DhcpView.TryParse(udp.Payload, out DhcpView message));
        Assert.Equal((DhcpMessageType.Offer, "10.2.0.50"), (message.Type, message.YourAddress.ToString()));
        Assert.False(message.TryFind(DhcpOptionCode.RelayInformation, out _));
    }

    [Fact]
    public void A_request_goes_to_the_server_whose_offer_was_chosen_and_its_answer_makes_the_lease()
    {
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1));
        _bench.Answer("10.9.0.5", Reply(DhcpMessageType.Offer, 1, "10.2.0.50", "far:20"));
        _bench.Answer("10.9.0.6", Reply(DhcpMessageType.Offer, 1, "10.2.0.60", "far:20"));
        _bench.Datagrams.Clear();
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, wants: "10.2.0.60"));
        Assert.Equal("10.9.0.6", Assert.Single(_bench.Datagrams).Head.Destination.ToString());
        _bench.Answer("10.9.0.6", Reply(DhcpMessageType.Ack, 1, "10.2.0.60", "far:20"));
        Assert.Equal("10.2.0.60", Assert.Single(_bench.Granted).Address.ToString());
        Assert.Equal(3, _bench.Sent.Count);
    }

    [Fact]
    public void A_renewal_to_the_gateway_goes_to_all_servers_one_to_a_server_to_that_alone_and_one_to_somebody_else_nowhere()
    {
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, has: "10.2.0.60", to: "10.2.0.1"));
        Assert.Equal(2, _bench.Datagrams.Count);
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Request, Host, 2, has: "10.2.0.60", to: "10.9.0.99"));
        Assert.Equal(2, _bench.Datagrams.Count);

        // Who gave the lease did not know the server override.
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Request, Host, 3, has: "10.2.0.60", to: "10.9.0.6"));
        Assert.Equal((3, "10.9.0.6"), (_bench.Datagrams.Count, _bench.Datagrams[^1].Head.Destination.ToString()));
        _bench.Answer("10.9.0.5", Reply(DhcpMessageType.Ack, 1, "10.2.0.60", "far:20"));
        Assert.Equal("10.2.0.60", Assert.Single(_bench.Granted).Address.ToString());
    }

    [Fact]
    public void A_release_is_relayed_only_by_its_owner()
    {
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, wants: "10.2.0.60"));
        _bench.Answer("10.9.0.5", Reply(DhcpMessageType.Ack, 1, "10.2.0.60", "far:20"));
        _bench.Datagrams.Clear();
        _bench.Receive("trunk", DhcpFrames.Client4(DhcpMessageType.Release, Host, 2, has: "10.2.0.60", to: "10.2.0.1"), tag: 20);
        Assert.Empty(_bench.Datagrams);
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Release, Host, 2, has: "10.2.0.60", to: "10.2.0.1"));
        Assert.Equal(2, _bench.Datagrams.Count);
    }

    [Fact]
    public void Answers_that_nobody_waits_for_reach_nobody()
    {
        _bench.Receive("far", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, wants: "10.2.0.60"));
        _bench.Answer("10.66.0.1", Reply(DhcpMessageType.Ack, 1, "10.2.0.60", "far:20"));
        _bench.Answer("10.9.0.5", Reply(DhcpMessageType.Ack, 2, "10.2.0.60", "far:20"));
        _bench.Answer("10.9.0.5", Reply(DhcpMessageType.Ack, 1, "10.2.0.60", "trunk:20"));
        _bench.Answer("10.9.0.5", Reply(DhcpMessageType.Ack, 1, "10.2.0.60", "nowhere"));
        _bench.Answer("10.9.0.5", DhcpFrames.Reply4(DhcpMessageType.Ack, Host, 1, "10.2.0.60"));
        _bench.Answer("10.9.0.5", [1, 2, 3]);
        Assert.Empty(_bench.Sent);
        Assert.Empty(_bench.Granted);
        Assert.Equal(
            (1, 2, 2, 1),
            (_bench[DhcpRefusal.ServerUnknown], _bench[DhcpCounter.Unasked], _bench[DhcpCounter.PlaceUnknown], _bench[DhcpCounter.Malformed]));
    }

    [Fact]
    public void A_subnet_without_servers_relays_nothing()
    {
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1));
        _bench.Receive("a", DhcpFrames.Client6(Dhcp6MessageType.Solicit, Host, 1));
        Assert.Empty(_bench.Datagrams);
    }

    [Fact]
    public void A_solicit_is_wrapped_and_the_answer_unwrapped()
    {
        byte[] solicit = DhcpFrames.Client6(Dhcp6MessageType.Request, Host, 1, ["2001:db8:2::50"]);
        _bench.Receive("far", solicit);
        (Datagram head, byte[] payload) = Assert.Single(_bench.Datagrams);
        Assert.Equal(("2001:db8:ff::1", "2001:db8:9::5", 547), (head.Source.ToString(), head.Destination.ToString(), head.DestinationPort));
        Assert.Equal(Dhcp6Fault.None, Dhcp6RelayView.TryParse(payload, out Dhcp6RelayView relayed));
        Assert.Equal(
            new Dhcp6RelayHeader(Dhcp6MessageType.RelayForward, 0, IpAddress.Parse("2001:db8:2::1"), IpAddress.LinkLocalFor(Host)), relayed.Header);
        Assert.True(relayed.TryFind(Dhcp6OptionCode.InterfaceId, out Dhcp6Option place));
        Assert.True(relayed.TryFind(Dhcp6OptionCode.RelayMessage, out Dhcp6Option inner));
        Assert.Equal("far:20"u8.ToArray(), place.Data.ToArray());
        Assert.Equal(solicit[(EthernetHeader.Length + Ipv6Header.Length + UdpHeader.Length)..], inner.Data.ToArray());

        byte[] reply = DhcpFrames.Message6(Dhcp6MessageType.Reply, Host, 1, ["2001:db8:2::50"], valid: 240);
        _bench.Answer("2001:db8:9::5", Wrap(relayed.PeerAddress, place.Data, reply));
        (string port, _, byte[] frame) = Assert.Single(_bench.Sent);
        Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame, out EthernetView ethernet));
        Assert.Equal(("far", Host, MacAddress.VirtualRouter(2, ipv6: true)), (port, ethernet.Destination, ethernet.Source));
        Assert.Equal(Ipv6Fault.None, Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet));
        Assert.Equal((IpAddress.LinkLocalFor(Host), true), (packet.Destination, packet.Source.IsLinkLocal));
        Assert.Equal(UdpFault.None, UdpView.TryParse(packet.UpperLayer, out UdpView udp));
        Assert.Equal(UdpFault.None, udp.CheckChecksum(packet.Source, packet.Destination));
        Assert.Equal(reply, udp.Payload.ToArray());
        Assert.Equal("2001:db8:2::50", Assert.Single(_bench.Granted).Address.ToString());
    }

    [Fact]
    public void Wrapped_answers_that_nobody_waits_for_reach_nobody()
    {
        _bench.Receive("far", DhcpFrames.Client6(Dhcp6MessageType.Request, Host, 1, ["2001:db8:2::50"]));
        byte[] reply = DhcpFrames.Message6(Dhcp6MessageType.Reply, Host, 1, ["2001:db8:2::50"], valid: 240);
        IpAddress peer = IpAddress.LinkLocalFor(Host);
        _bench.Answer("2001:db8:66::5", Wrap(peer, "far:20"u8, reply));
        _bench.Answer("2001:db8:9::5", Wrap(IpAddress.Parse("fe80::9"), "far:20"u8, reply));
        _bench.Answer("2001:db8:9::5", Wrap(peer, "trunk:20"u8, reply));
        _bench.Answer("2001:db8:9::5", Wrap(peer, "nowhere"u8, reply));
        _bench.Answer("2001:db8:9::5", Wrap(peer, "far:20"u8, [1]));
        _bench.Answer("2001:db8:9::5", reply);
        Assert.Empty(_bench.Sent);
        Assert.Empty(_bench.Granted);
    }

    private static byte[] Wrap(IpAddress peer, ReadOnlySpan<byte> place, byte[] message)
    {
        byte[] octets = new byte[600];
        int length = new Dhcp6RelayHeader(Dhcp6MessageType.RelayReply, 0, IpAddress.Parse("2001:db8:2::1"), peer).Write(octets);
        Dhcp6OptionWriter writer = new(octets.AsSpan(length));
        writer.Write(Dhcp6OptionCode.InterfaceId, place);
        writer.Write(Dhcp6OptionCode.RelayMessage, message);
        return octets[..(length + writer.Length)];
    }

    private static byte[] Reply(DhcpMessageType type, uint xid, string gives, string place, bool broadcast = false)
    {
        byte[] agent = new byte[64];
        DhcpAgentWriter writer = new(agent);
        writer.Write(DhcpAgentOptionCode.CircuitId, System.Text.Encoding.ASCII.GetBytes(place));
        return DhcpFrames.Reply4(type, Host, xid, gives, 120, "10.255.0.1", agent[..writer.Length], broadcast);
    }
}
