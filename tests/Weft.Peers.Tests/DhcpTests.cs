namespace Weft.Peers.Tests;

/// <summary>Real clients at a strict port, and a real server that only the relay reaches.</summary>
public sealed class DhcpTests : IDisposable
{
    private readonly DhcpLab _dhcp = DhcpLab.Up(static lab => lab.StartDnsmasq("srv", 101));

    private PeerLab Lab => _dhcp.Lab;

    [Fact]
    public void Udhcpc_gets_renews_and_releases_a_lease_through_the_relay_also_after_its_leaf_was_restarted()
    {
        NamespaceProcess client = _dhcp.StartUdhcpc();
        string address = _dhcp.AwaitBound();
        _dhcp.AwaitReach();
        _dhcp.AwaitBinding(address, present: true);
        Assert.Contains($"bound {address} from 10.1.0.1", _dhcp.Told);

        Renew(client, address, times: 1);
        Lab.Lab.Daemons.Stop(Lab.Name("leaf1"));
        Lab.Start("leaf1");
        _dhcp.AwaitReach();
        _dhcp.AwaitBinding(address, present: true);
        Renew(client, address, times: 2);

        _dhcp.Signal(client, "USR2");
        _dhcp.AwaitBinding(address, present: false);
        Soon.Equal(1, () => Lab.Counter("leaf1", "dhcp", "LeaseReleased"), "the release was seen", _dhcp.Describe);
        Assert.Empty(Lab.Counters("leaf1", "dhcp-refused"));
        Assert.Empty(Lab.Counters("leaf2", "dhcp-refused"));
    }

    [Fact]
    public void Dhclient_gets_its_old_address_again_when_it_starts_anew()
    {
        NamespaceProcess client = _dhcp.StartDhclient(4);
        string address = _dhcp.AwaitBound();
        _dhcp.AwaitReach();
        _dhcp.AwaitBinding(address, present: true);
        _dhcp.Kill(client);

        _dhcp.StartDhclient(4);
        Soon.Holds(() => _dhcp.Told.Contains($"REBOOT {address}"), "the client was told that it may go on", _dhcp.Describe);
        Soon.Equal(1, () => Lab.Counter("leaf1", "dhcp", "LeaseRefreshed"), "the lease was refreshed", _dhcp.Describe);
        Assert.Empty(Lab.Counters("leaf1", "dhcp-refused"));
    }

    [Fact]
    public void Dhclient_gets_and_releases_an_ipv6_address_through_the_relay()
    {
        _dhcp.AwaitLinkLocal();
        NamespaceProcess client = _dhcp.StartDhclient(6);
        string address = _dhcp.AwaitBound("BOUND6");
        _dhcp.AwaitReach(DhcpLab.Server6);
        _dhcp.AwaitBinding(address, present: true);
        _dhcp.Kill(client);

        _dhcp.StartDhclient(6, "-r");
        _dhcp.AwaitBinding(address, present: false);
        Assert.Empty(Lab.Counters("leaf1", "dhcp-refused"));
    }

    public void Dispose() => Lab.Dispose();

    private void Renew(NamespaceProcess client, string address, int times)
    {
        long before = Lab.Counter("leaf1", "dhcp", "LeaseMade") + Lab.Counter("leaf1", "dhcp", "LeaseRefreshed");
        _dhcp.Signal(client, "USR1");
        Soon.Equal(times, () => _dhcp.Told.Count(line => line == $"renew {address} from 10.1.0.1"), "the client was told that its lease goes on", _dhcp.Describe);
        Assert.Equal(before + 1, Lab.Counter("leaf1", "dhcp", "LeaseMade") + Lab.Counter("leaf1", "dhcp", "LeaseRefreshed"));
    }
}
