namespace Weft.Peers.Tests;

/// <summary>Leases of real clients at strict ports from their first day to their last: renewed, rebound, carried to another leaf, held while a daemon is dead, and ended.</summary>
public sealed class DhcpLifeTests : IDisposable
{
    private const int LeaseSeconds = 15;

    private readonly List<NamespaceProcess> _servers = [];
    private readonly DhcpLab _dhcp;

    public DhcpLifeTests() => _dhcp = DhcpLab.Up(lab => _servers.AddRange([lab.StartKea(4, LeaseSeconds), lab.StartKea(6, LeaseSeconds)]));

    private PeerLab Lab => _dhcp.Lab;

    [Fact]
    public void Dhclient_of_both_families_renews_rebinds_moves_and_expires()
    {
        _dhcp.AwaitLinkLocal();
        NamespaceProcess client4 = _dhcp.StartDhclient(4);
        NamespaceProcess client6 = _dhcp.StartDhclient(6);
        string address4 = _dhcp.AwaitBound();
        string address6 = _dhcp.AwaitBound("BOUND6");
        _dhcp.AwaitReach();
        _dhcp.AwaitReach(DhcpLab.Server6);

        AwaitRenewal(address4, address6, "RENEW");
        Assert.Equal(0, Lab.Counter("leaf1", "dhcp", "LeaseExpired"));

        // A server that is away for so long that clients ask any other.
        AwaitRebinding(client4, client6);
        AwaitRenewal(address4, address6, "RENEW");

        Move(address4, address6);
        AwaitRenewal(address4, address6, "RENEW");
        _dhcp.AwaitBinding(address4, present: true, "leaf2");
        _dhcp.AwaitBinding(address6, present: true, "leaf2");

        KillLeafWhileLeasesLast(address4, address6);

        _dhcp.Kill(client4);
        _dhcp.Kill(client6);
        Assert.True(Lab.Reaches("c", DhcpLab.Server), "the client reaches the server as long as the lease lasts");
        _dhcp.AwaitBinding(address4, present: false, "leaf2");
        _dhcp.AwaitBinding(address6, present: false, "leaf2");
        Assert.False(Lab.Reaches("c", DhcpLab.Server), $"the client reaches the server after its lease\n{_dhcp.Describe()}");
        Assert.False(Lab.Reaches("c", DhcpLab.Server6), $"the client reaches the server over IPv6 after its lease\n{_dhcp.Describe()}");
        Assert.Empty(Lab.Counters("leaf1", "dhcp-refused"));
        Assert.Empty(Lab.Counters("leaf2", "dhcp-refused"));
    }

    public void Dispose() => Lab.Dispose();

    private void AwaitRebinding(NamespaceProcess client4, NamespaceProcess client6)
    {
        _servers.ForEach(server => _dhcp.Signal(server, "STOP"));
        int asked4 = Asked4();
        Soon.Holds(() => Asked4() > asked4, "the client asks any server", _dhcp.Describe);
        Soon.Holds(() => _dhcp.Log(client6).Any(static line => line.Contains("XMT: Rebind on", StringComparison.Ordinal)), "the client asks any server over IPv6", _dhcp.Describe);
        int told4 = Told4();
        _servers.ForEach(server => _dhcp.Signal(server, "CONT"));

        // To its script it may call that RENEW.
        Soon.Holds(() => Told4() > told4, "the client is rebound", _dhcp.Describe);
        Soon.Holds(() => _dhcp.Told.Any(static line => line.StartsWith("REBIND6 ", StringComparison.Ordinal)), "the client is rebound over IPv6", _dhcp.Describe);

        int Told4() => _dhcp.Told.Count(static line => line.EndsWith(".101", StringComparison.Ordinal));

        int Asked4() => _dhcp.Log(client4).Count(static line => line.StartsWith("DHCPREQUEST", StringComparison.Ordinal) && line.Contains("255.255.255.255", StringComparison.Ordinal));
    }

    /// <summary>A daemon that is killed costs no packet, and its successor hears the next renewal.</summary>
    private void KillLeafWhileLeasesLast(params string[] addresses)
    {
        using DhcpTraffic traffic = new(Lab, [.. addresses]);
        Lab.Lab.Daemons.Kill(Lab.Name("leaf2"));
        Lab.Start("leaf2");
        foreach (string address in addresses)
        {
            _dhcp.AwaitBinding(address, present: true, "leaf2");
        }

        AwaitRenewal(addresses[0], addresses[1], "RENEW");
        Soon.Holds(() => Lab.Counter("leaf2", "dhcp", "LeaseRefreshed") > 1, "the next daemon hears renewals", _dhcp.Describe);
        Assert.True(traffic.Lost() == 0, traffic.Describe());
    }

    private void AwaitRenewal(string address4, string address6, string how) =>
        _dhcp.AwaitNext($"{how} {address4}", () => _dhcp.AwaitNext($"{how}6 {address6}", static () => { }));

    /// <summary>The client goes to the other leaf, says so, and its connections go on.</summary>
    private void Move(params string[] addresses)
    {
        using DhcpTraffic traffic = new(Lab, [.. addresses]);
        _dhcp.MoveToLeaf2(traffic, [.. addresses]);
    }
}
