namespace Weft.Peers.Tests;

/// <summary>Leases that end before their time, or go on with somebody else's help.</summary>
public sealed class DhcpTroubleTests
{
    // Clients of dnsmasq, whose leases are never shorter than two minutes, are to renew after seconds.
    private static readonly string[] s_hasty = ["--dhcp-option=option:T1,3", "--dhcp-option=option:T2,6"];

    [Fact]
    public void Another_server_prolongs_a_lease_and_one_that_does_not_know_the_address_ends_it()
    {
        using DhcpServing first = DhcpServing.Up(static dhcp => dhcp.StartDnsmasq("srv", 101, s_hasty));
        (DhcpLab dhcp, PeerLab lab) = (first.Dhcp, first.Dhcp.Lab);
        dhcp.StartDhclient(4);
        string address = dhcp.AwaitBound();
        dhcp.AwaitBinding(address, present: true);

        dhcp.Kill(first.Server);
        NamespaceProcess second = dhcp.StartDnsmasq("srv2", 101, s_hasty);
        dhcp.AwaitNext($"RENEW {address}", static () => { });
        dhcp.AwaitReach();

        dhcp.Kill(second);
        dhcp.StartDnsmasq("srv2", 161, s_hasty);
        dhcp.AwaitBinding(address, present: false);
        Assert.Equal(1, lab.Counter("leaf1", "dhcp", "LeaseRefused"));
        Soon.Holds(() => dhcp.Told.LastOrDefault(line => line.StartsWith("BOUND ", StringComparison.Ordinal)) is { } last && last != $"BOUND {address}", "the client has another address", dhcp.Describe);
        dhcp.AwaitReach();
        dhcp.AwaitBinding(dhcp.Told.Last(static line => line.StartsWith("BOUND ", StringComparison.Ordinal)).Split(' ')[1], present: true);
    }

    [Fact]
    public void Udhcpc_declines_an_address_that_somebody_has_and_gets_another()
    {
        using DhcpServing serving = DhcpServing.Up(static dhcp => dhcp.StartKea(4, 60, first: 100));
        DhcpLab dhcp = serving.Dhcp;
        dhcp.StartUdhcpc("-a");

        Assert.Equal("10.1.0.101", dhcp.AwaitBound());
        dhcp.AwaitBinding("10.1.0.101", present: true);
        dhcp.AwaitReach();
        Assert.Equal(1, dhcp.Lab.Counter("leaf1", "dhcp", "LeaseDeclined"));
        Assert.Contains("10.1.0.100 static", dhcp.Bindings());
    }

    [Fact]
    public void Udhcpc_renews_by_its_own_clock_moves_and_gives_its_address_back_at_the_new_leaf_at_once()
    {
        using DhcpServing serving = DhcpServing.Up(static dhcp => dhcp.StartKea(4, 20));
        DhcpLab dhcp = serving.Dhcp;
        NamespaceProcess client = dhcp.StartUdhcpc();
        string address = dhcp.AwaitBound();
        dhcp.AwaitReach();
        dhcp.AwaitNext($"renew {address} from {DhcpLab.Server}", static () => { });

        using (DhcpTraffic traffic = new(dhcp.Lab, [address]))
        {
            dhcp.MoveToLeaf2(traffic, address);
        }

        // No renewal has come by this leaf yet.
        Soon.Holds(() => dhcp.Bindings("leaf2").Contains($"{address} carried"), "the other leaf lets it in on the first one's word", dhcp.Describe);
        dhcp.Signal(client, "USR2");
        Soon.Holds(() => !dhcp.Bindings("leaf2").Any(line => line.StartsWith($"{address} ", StringComparison.Ordinal)), "the address has no right there any more", dhcp.Describe);
        Soon.Equal(1, () => dhcp.Lab.Counter("leaf2", "dhcp", "LeaseReleased"), "the release was seen", dhcp.Describe);

        // Whoever goes on using it is refused.
        dhcp.Lab.Ip("c", "addr", "replace", $"{address}/24", "dev", "eth0");
        dhcp.Lab.Ip("c", "route", "replace", "default", "via", "10.1.0.1");
        Assert.False(dhcp.Lab.Reaches("c", DhcpLab.Server));
    }
}
