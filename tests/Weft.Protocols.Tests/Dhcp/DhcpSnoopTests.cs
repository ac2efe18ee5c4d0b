using Weft.Model;
using Weft.Protocols.Dhcp;
using Weft.Wire;
using Weft.Wire.Dhcp;

namespace Weft.Protocols.Tests.Dhcp;

public sealed class DhcpSnoopTests
{
    private static readonly MacAddress Host = MacAddress.Parse("02:00:00:00:00:0a");
    private static readonly MacAddress Other = MacAddress.Parse("02:00:00:00:00:0b");

    private readonly DhcpBench _bench = new();

    [Fact]
    public void An_acknowledged_request_grants_the_address_at_the_clients_port()
    {
        Lease("a", Host, "10.1.0.50", 120);
        AddressGrant expected = new(
            _bench.Segment("web").Id, IpAddress.Parse("10.1.0.50"), Host, _bench.Index("a"), GrantSource.Dhcp,
            _bench.Now + TimeSpan.FromSeconds(135));
        Assert.Equal([expected], _bench.Granted);
        Assert.Equal([expected], _bench.Engine.Leases);
        Assert.Empty(_bench.Violations);
    }

    [Fact]
    public void An_offer_grants_nothing()
    {
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1));
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Offer, Host, 1, "10.1.0.50"));
        Assert.Empty(_bench.Granted);
    }

    [Fact]
    public void An_acknowledgement_that_nobody_asked_for_grants_nothing()
    {
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, Host, 1, "10.1.0.50"));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Request, Host, 2, wants: "10.1.0.50"));
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, Host, 3, "10.1.0.50"));
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, Other, 2, "10.1.0.50"));
        Assert.Empty(_bench.Granted);
        Assert.Equal(3, _bench[DhcpCounter.Unasked]);
    }

    [Fact]
    public void An_acknowledgement_that_comes_too_late_grants_nothing()
    {
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Request, Host, 2, wants: "10.1.0.50"));
        _bench.Now += DhcpLimits.ResponseTime;
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, Host, 2, "10.1.0.50"));
        Assert.Empty(_bench.Granted);
    }

    [Fact]
    public void An_acknowledged_inform_grants_nothing()
    {
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Inform, Host, 2, has: "10.1.0.50"));
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, Host, 2, "10.1.0.50"));
        Assert.Empty(_bench.Granted);
    }

    [Fact]
    public void What_servers_say_at_a_clients_port_is_refused()
    {
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Request, Host, 2, wants: "10.1.0.50"));
        _bench.Receive("b", DhcpFrames.Server4(DhcpMessageType.Ack, Host, 2, "10.1.0.66"));
        Assert.Empty(_bench.Granted);
        Assert.Equal([("b", DhcpRefusal.ServerOnClientPort, DhcpFrames.ServerMac)], _bench.Violations);
    }

    [Fact]
    public void A_renewal_makes_the_lease_longer_and_silence_ends_it()
    {
        Lease("a", Host, "10.1.0.50", 120);
        _bench.RunFor(TimeSpan.FromSeconds(60));
        Lease("a", Host, "10.1.0.50", 120, xid: 7, has: "10.1.0.50");
        Assert.Equal(2, _bench.Granted.Count);
        TimeSpan whole = TimeSpan.FromSeconds(135);
        _bench.RunFor(whole - TimeSpan.FromTicks(1));
        Assert.Empty(_bench.Ended);
        _bench.RunFor(TimeSpan.FromTicks(1));
        Assert.Equal([(_bench.Granted[^1], GrantEnd.Expired)], _bench.Ended);
        Assert.Equal((0, Instant.Never), (_bench.Engine.LeaseCount, _bench.Engine.NextDeadline));
    }

    [Theory]
    [InlineData(8, 9)]
    [InlineData(960, 1_080)]
    [InlineData(43_200, 43_320)]
    public void A_lease_is_kept_an_eighth_longer_and_at_most_two_minutes(uint seconds, int kept)
    {
        Lease("a", Host, "10.1.0.50", seconds);
        Assert.Equal(_bench.Now + TimeSpan.FromSeconds(kept), _bench.Granted[0].Expires);
    }

    [Fact]
    public void A_lease_for_ever_never_ends()
    {
        Lease("a", Host, "10.1.0.50", uint.MaxValue);
        Assert.Equal(Instant.Never, _bench.Granted[0].Expires);
        _bench.RunFor(TimeSpan.FromDays(1_000));
        Assert.Empty(_bench.Ended);
    }

    [Fact]
    public void A_released_address_ends_at_once_and_only_by_its_own_port_and_mac()
    {
        Lease("a", Host, "10.1.0.50", 120);
        _bench.Receive("b", DhcpFrames.Client4(DhcpMessageType.Release, Host, 9, has: "10.1.0.50", to: "10.1.0.1"));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Release, Other, 9, has: "10.1.0.50", to: "10.1.0.1"));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Release, Host, 9, has: "10.1.0.51", to: "10.1.0.1"));
        Assert.Empty(_bench.Ended);
        Assert.Equal([DhcpRefusal.NotOwner, DhcpRefusal.NotOwner, DhcpRefusal.NotLeased], _bench.Violations.Select(static item => item.Reason));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Release, Host, 9, has: "10.1.0.50", to: "10.1.0.1"));
        Assert.Equal([(_bench.Granted[0], GrantEnd.Released)], _bench.Ended);
    }

    [Fact]
    public void A_declined_address_is_given_to_nobody_for_a_while()
    {
        Lease("a", Host, "10.1.0.50", 120);
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Decline, Host, 9, wants: "10.1.0.50"));
        Assert.Equal([(_bench.Granted[0], GrantEnd.Declined)], _bench.Ended);
        Lease("b", Other, "10.1.0.50", 120, xid: 10);
        Assert.Single(_bench.Granted);
        Assert.Equal(1, _bench[DhcpRefusal.AddressQuarantined]);
        _bench.RunFor(DhcpLimits.QuarantineTime);
        Lease("b", Other, "10.1.0.50", 120, xid: 11);
        Assert.Equal(Other, _bench.Granted[^1].Mac);
    }

    [Fact]
    public void A_refused_renewal_ends_the_lease()
    {
        Lease("a", Host, "10.1.0.50", 120);
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Request, Host, 9, has: "10.1.0.50"));
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Nak, Host, 9));
        Assert.Equal([(_bench.Granted[0], GrantEnd.Refused)], _bench.Ended);
    }

    [Fact]
    public void An_address_that_the_server_gives_to_another_leaves_the_first()
    {
        Lease("a", Host, "10.1.0.50", 120);
        Lease("b", Other, "10.1.0.50", 120, xid: 2);
        Assert.Equal([(_bench.Granted[0], GrantEnd.Replaced)], _bench.Ended);
        Assert.Equal((Other, _bench.Index("b")), (_bench.Granted[^1].Mac, _bench.Granted[^1].Port));
    }

    [Theory]
    [InlineData("10.2.0.50")]
    [InlineData("10.1.0.1")]
    [InlineData("224.0.0.5")]
    [InlineData("0.0.0.0")]
    public void An_address_that_no_host_here_may_have_is_not_granted(string address)
    {
        Lease("a", Host, address, 120);
        Assert.Empty(_bench.Granted);
    }

    [Fact]
    public void Each_lie_of_a_client_has_its_own_reason()
    {
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1, from: Other));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1, sourcePort: 67));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1, relay: "10.1.0.9"));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1, options: (DhcpOptionCode.RelayInformation, [1, 1, 7])));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, has: "10.3.0.9"));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, has: "10.1.0.1"));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Offer, Host, 1));
        Assert.Equal(
            [
                DhcpRefusal.ClientMacMismatch, DhcpRefusal.PortInvalid, DhcpRefusal.RelayedByClient, DhcpRefusal.AgentOptionFromClient,
                DhcpRefusal.SourceInvalid, DhcpRefusal.SourceInvalid, DhcpRefusal.TypeInvalid,
            ],
            _bench.Violations.Select(static item => item.Reason));
        Assert.Equal(0, _bench.Engine.TransactionCount);
    }

    [Fact]
    public void A_client_is_not_believed_at_another_port_while_it_may_still_be_at_its_own()
    {
        Lease("a", Host, "10.1.0.50", 120);
        Lease("b", Host, "10.1.0.50", 120, xid: 2);
        Assert.Single(_bench.Granted);
        Assert.Equal([("b", DhcpRefusal.ClientElsewhere, Host)], _bench.Violations);
    }

    [Theory]
    [InlineData("carrier")]
    [InlineData("left")]
    [InlineData("trusted")]
    [InlineData("bound")]
    [InlineData("silent")]
    public void A_client_that_has_really_moved_takes_its_lease_along(string how)
    {
        Lease("a", Host, "10.1.0.50", 120);
        if (how == "carrier")
        {
            _bench.SetPort("a", up: false);
        }
        else if (how == "left")
        {
            _bench.Engine.HandleLeft(_bench.Segment("web").Id, IpAddress.Parse("10.1.0.50"));
        }
        else if (how == "bound")
        {
            AddressGrant? moved = _bench.Engine.HandleMoved(Leased, Host, _bench.Index("b"));
            Assert.Equal(_bench.Index("b"), moved?.Port);
        }
        else if (how == "silent")
        {
            _bench.Engine.HandleSilent(Leased);
        }

        string port = how == "trusted" ? "easy" : "b";
        Lease(port, Host, "10.1.0.50", 120, xid: 2);
        Assert.Equal(_bench.Index(port), _bench.Granted[^1].Port);
        Assert.Equal(_bench.Index(port), Assert.Single(_bench.Engine.Leases).Port);
    }

    [Fact]
    public void A_client_that_is_seen_again_where_it_was_is_not_believed_elsewhere()
    {
        Lease("a", Host, "10.1.0.50", 120);
        _bench.Engine.HandleSilent(Leased);
        Lease("a", Host, "10.1.0.50", 120, xid: 2);
        Lease("b", Host, "10.1.0.50", 120, xid: 3);
        Assert.Equal([("b", DhcpRefusal.ClientElsewhere, Host)], _bench.Violations);
    }

    [Fact]
    public void A_client_that_is_silent_at_one_address_and_not_at_another_is_still_there()
    {
        Lease("a", Host, "10.1.0.50", 120);
        Lease("a", Host, "10.1.0.51", 120, xid: 2);
        _bench.Engine.HandleSilent(Leased);
        Lease("b", Host, "10.1.0.50", 120, xid: 3);
        Assert.Equal([("b", DhcpRefusal.ClientElsewhere, Host)], _bench.Violations);
    }

    [Fact]
    public void A_lease_follows_nobody_but_its_own_host()
    {
        Lease("a", Host, "10.1.0.50", 120);
        Assert.Null(_bench.Engine.HandleMoved(Leased, Other, _bench.Index("b")));
        Assert.Null(_bench.Engine.HandleMoved(Leased, Host, _bench.Index("a")));
        Assert.Equal(_bench.Index("a"), Assert.Single(_bench.Engine.Leases).Port);
    }

    [Fact]
    public void Who_copies_another_ports_transaction_gets_nothing()
    {
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Discover, Host, 1));
        _bench.Receive("b", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, wants: "10.1.0.50"));
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Request, Host, 1, wants: "10.1.0.50"));
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, Host, 1, "10.1.0.50"));
        Assert.Equal(_bench.Index("a"), Assert.Single(_bench.Granted).Port);
        Assert.Equal([("b", DhcpRefusal.TransactionElsewhere, Host)], _bench.Violations);
    }

    [Fact]
    public void A_port_has_so_many_leases_and_no_more()
    {
        for (int i = 0; i < 10; i++)
        {
            Lease("a", MacAddress.FromValue(0x0200_0000_1000UL + (ulong)i), $"10.1.0.{50 + i}", 120, xid: (uint)i);
        }

        Assert.Equal((8, 2), (_bench.Engine.LeaseCount, _bench[DhcpRefusal.TooManyLeases]));
        Lease("b", Host, "10.1.0.80", 120, xid: 99);
        Assert.Equal(9, _bench.Engine.LeaseCount);
    }

    [Fact]
    public void What_came_along_from_another_leaf_can_be_given_back()
    {
        AddressGrant carried = new(
            _bench.Segment("web").Id, IpAddress.Parse("10.1.0.50"), Host, _bench.Index("a"), GrantSource.Carried, _bench.Now + TimeSpan.FromHours(1));
        _bench.Engine.Restore(_bench.Now, carried);
        _bench.Receive("b", DhcpFrames.Client4(DhcpMessageType.Release, Host, 9, has: "10.1.0.50", to: "10.1.0.1"));
        Assert.Empty(_bench.Ended);
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Release, Host, 9, has: "10.1.0.50", to: "10.1.0.1"));
        Assert.Equal([(carried, GrantEnd.Released)], _bench.Ended);
    }

    [Fact]
    public void A_lease_of_an_earlier_life_can_be_given_back()
    {
        AddressGrant lease = new(
            _bench.Segment("web").Id, IpAddress.Parse("10.1.0.50"), Host, _bench.Index("a"), GrantSource.Dhcp, _bench.Now + TimeSpan.FromSeconds(100));
        _bench.Engine.Restore(_bench.Now, lease);
        _bench.Engine.Restore(_bench.Now, lease with { Address = IpAddress.Parse("10.1.0.51"), Expires = _bench.Now });
        _bench.Engine.Restore(_bench.Now, lease with { Address = IpAddress.Parse("10.1.0.52"), Source = GrantSource.FirstCome });
        Assert.Equal([lease], _bench.Engine.Leases);
        _bench.Receive("a", DhcpFrames.Client4(DhcpMessageType.Release, Host, 9, has: "10.1.0.50", to: "10.1.0.1"));
        Assert.Equal([(lease, GrantEnd.Released)], _bench.Ended);
    }

    private BindingKey Leased => new(_bench.Segment("web").Id, IpAddress.Parse("10.1.0.50"));

    private void Lease(string port, MacAddress mac, string address, uint seconds, uint xid = 1, string has = "0.0.0.0")
    {
        string? wants = has == "0.0.0.0" ? address : null;
        _bench.Receive(port, DhcpFrames.Client4(DhcpMessageType.Request, mac, xid, has, wants));
        _bench.Receive("server", DhcpFrames.Server4(DhcpMessageType.Ack, mac, xid, address, seconds));
    }
}
