using Weft.Model;
using Weft.Protocols.Dhcp;
using Weft.Testing;
using Weft.Wire;

namespace Weft.Protocols.Tests.Dhcp;

/// <summary>What real clients, servers and attackers have sent.</summary>
public sealed class DhcpCaptureTests
{
    private static readonly MacAddress Server = MacAddress.Parse("02:00:00:00:0d:fe");

    private readonly DhcpBench _bench = new();

    [Fact]
    public void A_real_client_gets_renews_releases_and_declines()
    {
        Replay("dhcpv4-exchange", Server);
        Assert.Equal(0, _bench[DhcpCounter.Malformed]);
        Assert.Equal(["10.0.7.50", "10.0.7.50"], _bench.Ended.Select(static item => item.Grant.Address.ToString()));
        Assert.Equal([GrantEnd.Released, GrantEnd.Declined], _bench.Ended.Select(static item => item.Reason));
        Assert.Equal((3, 2), (_bench[DhcpCounter.LeaseMade], _bench[DhcpCounter.LeaseRefreshed]));
        Assert.Empty(_bench.Violations);
    }

    [Fact]
    public void A_real_client_gets_and_releases_an_ipv6_address()
    {
        Replay("dhcpv6-ra-slaac", Server);
        AddressGrant lease = Assert.Single(_bench.Granted);
        Assert.Equal(("2001:db8:7::135a", "02:00:00:00:0d:02"), (lease.Address.ToString(), lease.Mac.ToString()));
        Assert.Equal([(lease, GrantEnd.Released)], _bench.Ended);
        Assert.Empty(_bench.Violations);
    }

    [Fact]
    public void A_rogue_server_grants_nothing_and_is_named()
    {
        MacAddress rogue = MacAddress.Parse("02:00:00:00:0a:66");
        Replay("attack-rogue-dhcp-server", server: null);
        Assert.Empty(_bench.Granted);
        Assert.NotEmpty(_bench.Violations);
        Assert.All(_bench.Violations.Where(item => item.Mac == rogue), static item => Assert.Equal(DhcpRefusal.ServerOnClientPort, item.Reason));
        Assert.Contains(_bench.Violations, item => item.Mac == rogue);
    }

    [Fact]
    public void A_flood_of_discovers_takes_no_room_from_other_ports()
    {
        MacAddress host = MacAddress.Parse("02:00:00:00:00:0a");
        _bench.Receive("a", DhcpFrames.Client4(Wire.Dhcp.DhcpMessageType.Request, host, 5, wants: "10.1.0.50"));
        foreach (CapturedFrame frame in Enumerable.Repeat(Captures.Read("attack-dhcp-starvation-yersinia"), 50).SelectMany(static frames => frames))
        {
            _bench.Now += TimeSpan.FromMicroseconds(10);
            _bench.Receive("b", frame.Octets);
        }

        Assert.InRange(_bench.Engine.TransactionCount, 1, 1 + DhcpLimits.TransactionsPerPort);
        Assert.True(_bench[DhcpRefusal.RateExceeded] + _bench[DhcpRefusal.ClientMacMismatch] > 0);
        Assert.All(_bench.Violations, static item => Assert.Equal("b", item.Port));
        _bench.Receive("server", DhcpFrames.Server4(Wire.Dhcp.DhcpMessageType.Ack, host, 5, "10.1.0.50"));
        Assert.Equal(host, Assert.Single(_bench.Granted).Mac);
    }

    private void Replay(string capture, MacAddress? server)
    {
        foreach (CapturedFrame frame in Captures.Read(capture))
        {
            Assert.Equal(EthernetFault.None, EthernetView.TryParse(frame.Octets, out EthernetView ethernet));
            _bench.Receive(ethernet.Source == server ? "seen-server" : "seen-clients", frame.Octets);
        }
    }
}
