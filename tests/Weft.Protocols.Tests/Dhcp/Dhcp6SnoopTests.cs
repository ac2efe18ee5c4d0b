using Weft.Model;
using Weft.Protocols.Dhcp;
using Weft.Wire;
using Weft.Wire.Dhcp6;

namespace Weft.Protocols.Tests.Dhcp;

public sealed class Dhcp6SnoopTests
{
    private const string Address = "2001:db8:1::50";

    private static readonly MacAddress Host = MacAddress.Parse("02:00:00:00:00:0a");
    private static readonly MacAddress Other = MacAddress.Parse("02:00:00:00:00:0b");

    private readonly DhcpBench _bench = new();

    [Theory]
    [InlineData(Dhcp6MessageType.Request)]
    [InlineData(Dhcp6MessageType.Renew)]
    [InlineData(Dhcp6MessageType.Rebind)]
    public void A_reply_grants_its_addresses_at_the_clients_port(Dhcp6MessageType asked)
    {
        _bench.Receive("a", DhcpFrames.Client6(asked, Host, 1, [Address]));
        _bench.Receive("server", DhcpFrames.Server6(Dhcp6MessageType.Reply, Host, 1, [Address, "2001:db8:1::51"], valid: 240));
        Assert.Equal([Address, "2001:db8:1::51"], _bench.Granted.Select(static lease => lease.Address.ToString()));
        Assert.All(_bench.Granted, lease => Assert.Equal(
            (Host, _bench.Index("a"), _bench.Now + TimeSpan.FromSeconds(270)), (lease.Mac, lease.Port, lease.Expires)));
    }

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(true, false, 0)]
    [InlineData(false, true, 0)]
    public void A_reply_to_a_solicit_grants_only_when_both_sides_are_in_a_hurry(bool client, bool server, int grants)
    {
        _bench.Receive("a", DhcpFrames.Client6(Dhcp6MessageType.Solicit, Host, 1, rapid: client));
        _bench.Receive("server", DhcpFrames.Server6(Dhcp6MessageType.Reply, Host, 1, [Address], rapid: server));
        Assert.Equal(grants, _bench.Granted.Count);
    }

    [Fact]
    public void A_valid_lifetime_of_zero_takes_the_address_back()
    {
        Lease("a", Host, 1);
        _bench.Receive("a", DhcpFrames.Client6(Dhcp6MessageType.Renew, Host, 2, [Address]));
        _bench.Receive("server", DhcpFrames.Server6(Dhcp6MessageType.Reply, Host, 2, [Address], valid: 0));
        Assert.Equal([(_bench.Granted[0], GrantEnd.Refused)], _bench.Ended);
    }

    [Theory]
    [InlineData(Dhcp6MessageType.Release, GrantEnd.Released)]
    [InlineData(Dhcp6MessageType.Decline, GrantEnd.Declined)]
    public void An_address_is_given_back_only_by_its_own_port_and_mac(Dhcp6MessageType type, GrantEnd end)
    {
        Lease("a", Host, 1);
        _bench.Receive("b", DhcpFrames.Client6(type, Host, 2, [Address]));
        _bench.Receive("a", DhcpFrames.Client6(type, Other, 3, [Address]));
        _bench.Receive("a", DhcpFrames.Client6(type, Host, 4, [Address, "2001:db8:1::99"]));
        _bench.Receive("a", DhcpFrames.Client6(type, Host, 5));
        Assert.Empty(_bench.Ended);
        Assert.Equal(
            [DhcpRefusal.NotOwner, DhcpRefusal.NotOwner, DhcpRefusal.NotLeased, DhcpRefusal.NotLeased],
            _bench.Violations.Select(static item => item.Reason));
        _bench.Receive("a", DhcpFrames.Client6(type, Host, 6, [Address]));
        Assert.Equal([(_bench.Granted[0], end)], _bench.Ended);
    }

    [Fact]
    public void A_reply_for_another_client_identifier_grants_nothing()
    {
        _bench.Receive("a", DhcpFrames.Client6(Dhcp6MessageType.Request, Host, 1, [Address], client: [0, 3, 0, 1, 9]));
        _bench.Receive("server", DhcpFrames.Server6(Dhcp6MessageType.Reply, Host, 1, [Address]));
        Assert.Empty(_bench.Granted);
        Assert.Equal(1, _bench[DhcpCounter.Unasked]);
    }

    [Fact]
    public void A_confirmed_address_comes_along_when_the_link_has_changed()
    {
        Lease("a", Host, 1);
        _bench.SetPort("a", up: false);
        _bench.Receive("b", DhcpFrames.Client6(Dhcp6MessageType.Confirm, Host, 2, [Address]));
        _bench.Receive("server", DhcpFrames.Server6(Dhcp6MessageType.Reply, Host, 2));
        Assert.Equal(_bench.Granted[0] with { Port = _bench.Index("b") }, _bench.Granted[^1]);
        Assert.Equal(2, _bench.Granted.Count);
    }

    [Fact]
    public void Each_lie_of_a_client_has_its_own_reason()
    {
        _bench.Receive("a", DhcpFrames.Client6(Dhcp6MessageType.RelayForward, Host, 1));
        _bench.Receive("a", DhcpFrames.Client6(Dhcp6MessageType.Solicit, Host, 1, client: []));
        _bench.Receive("a", DhcpFrames.Client6(Dhcp6MessageType.Solicit, Host, 1, client: new byte[131]));
        _bench.Receive("a", DhcpFrames.Client6((Dhcp6MessageType)12 + 2, Host, 1));
        _bench.Receive("a", DhcpFrames.Server6(Dhcp6MessageType.Advertise, Host, 1));
        _bench.Receive("a", DhcpFrames.Server6(Dhcp6MessageType.Reply, Host, 1));
        _bench.Receive("a", DhcpFrames.Server6(Dhcp6MessageType.Reconfigure, Host, 1));
        _bench.Receive("a", DhcpFrames.Server6(Dhcp6MessageType.RelayReply, Host, 1));
        Assert.Equal(
            [
                DhcpRefusal.RelayedByClient, DhcpRefusal.ClientIdentifierInvalid, DhcpRefusal.ClientIdentifierInvalid, DhcpRefusal.TypeInvalid,
                DhcpRefusal.ServerOnClientPort, DhcpRefusal.ServerOnClientPort, DhcpRefusal.ServerOnClientPort, DhcpRefusal.ServerOnClientPort,
            ],
            _bench.Violations.Select(static item => item.Reason));
    }

    private void Lease(string port, MacAddress mac, uint xid)
    {
        _bench.Receive(port, DhcpFrames.Client6(Dhcp6MessageType.Request, mac, xid, [Address]));
        _bench.Receive("server", DhcpFrames.Server6(Dhcp6MessageType.Reply, mac, xid, [Address]));
    }
}
