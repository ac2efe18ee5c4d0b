using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

/// <summary>A fabric whose IPv6 has a topology of its own (RFC 5120).</summary>
public sealed class IsisMultiTopologyTests
{
    private static readonly IsisSettings Multi = new() { IsMultiTopology = true };
    private static readonly IsisSettings Single = new();

    [Fact]
    public void Hosts_and_prefixes_of_both_families_are_known_everywhere_also_after_a_restart()
    {
        IsisNetwork network = new(3, [new(0, 1), new(1, 2)], isis: static _ => Multi);
        network.Start();
        HostClaim[] claims = [TestClaims.Make(2), TestClaims.Make(3), TestClaims.Make(4, vrf: 1), TestClaims.Make(5, vrf: 1)];
        foreach (HostClaim claim in claims)
        {
            network.Advertise(0, claim);
        }

        network.Run(TimeSpan.FromSeconds(3));
        IsisTestNode far = network.Nodes[2];
        Assert.Equal(claims.ToHashSet(), far.Claims.Values.ToHashSet());
        Assert.Equal([IsisPlans.Id(0), IsisPlans.Id(1)], far.Reach.Keys.Order());
        Assert.Equal([IsisPlans.Id(0), IsisPlans.Id(1)], far.Ipv6Reach.Keys.Order());
        Assert.Equal(20u, far.Prefixes[new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback4(0)))].Cost);
        Assert.Equal(20u, far.Prefixes[new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback6(0)))].Cost);

        IsisTestNode restarted = network.Restart(0, TimeSpan.FromSeconds(1));
        network.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(claims.ToHashSet(), restarted.Recovered.ToHashSet());
        Assert.Empty(far.LostNodes);
        Assert.True(network.HasConverged());
    }

    [Fact]
    public void Hellos_name_both_topologies_and_IPv6_stands_in_TLVs_of_its_own()
    {
        IsisBench bench = new(1, isis: Multi);
        bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(3));
        Up(bench, 0, both: true);
        Assert.All(bench.Take(0, IsisPduType.PointToPointHello), static hello => Assert.Equal("00000002", ValueOf(hello, IsisTlvType.MultiTopology)));
        Assert.True(bench.Node.Engine.TryGetLsp(TestLsps.IdOf(bench.Node.Plan.SystemId), out ReadOnlySpan<byte> lsp));
        byte[] octets = lsp.ToArray();
        Assert.Equal("00000002", ValueOf(octets, IsisTlvType.MultiTopology));
        Assert.Equal("0000000000020000000A0A04080000000100000007", ValueOf(octets, IsisTlvType.ExtendedIsReach));
        Assert.Equal("00020000000000020000000A0A04080000000100000007", ValueOf(octets, IsisTlvType.MultiTopologyIsReach));
        Assert.StartsWith("0002" + "00000000" + "2080" + "20010DB8", ValueOf(octets, IsisTlvType.MultiTopologyIpv6Reach), StringComparison.Ordinal);
        Assert.Equal(string.Empty, ValueOf(octets, IsisTlvType.Ipv6Reach));
    }

    [Fact]
    public void IPv6_goes_around_a_node_that_has_no_topology_for_it_and_IPv4_through_it()
    {
        // 0 reaches 3 through 1 at 20 or through 2 at 30.
        IsisNetwork network = new(
            4, [new(0, 1), new(1, 3), new(0, 2), new(2, 3, 20)], isis: static node => node == 1 ? Single : Multi);
        network.Start();
        network.Run(TimeSpan.FromSeconds(3));
        IsisTestNode reader = network.Nodes[0];
        Assert.Equal((0, 20u), (Assert.Single(reader.Reach[IsisPlans.Id(3)].Hops).Port.Value, reader.Reach[IsisPlans.Id(3)].Cost));
        Assert.Equal((1, 30u), (Assert.Single(reader.Ipv6Reach[IsisPlans.Id(3)].Hops).Port.Value, reader.Ipv6Reach[IsisPlans.Id(3)].Cost));
        Assert.DoesNotContain(IsisPlans.Id(1), reader.Ipv6Reach.Keys);
        Assert.Contains(new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback4(1))), reader.Prefixes.Keys);
        Assert.DoesNotContain(new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback6(1))), reader.Prefixes.Keys);

        // Only IPv6 loses its way with the link that IPv4 does not use.
        network.SetLink(2, up: false);
        network.Run(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(IsisPlans.Id(3), reader.Ipv6Reach.Keys);
        Assert.Equal(20u, reader.Reach[IsisPlans.Id(3)].Cost);
        Assert.DoesNotContain(new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback6(3))), reader.Prefixes.Keys);
    }

    [Fact]
    public void A_node_of_a_single_topology_reaches_nodes_with_two_by_the_standard_one()
    {
        IsisNetwork network = new(2, [new(0, 1)], isis: static node => node == 0 ? Single : Multi);
        network.Start();
        network.Run(TimeSpan.FromSeconds(3));
        Assert.Contains(IsisPlans.Id(1), network.Nodes[0].Reach.Keys);
        Assert.Contains(new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback4(1))), network.Nodes[0].Prefixes.Keys);
        Assert.DoesNotContain(new RouteKey(VrfId.Default, IpPrefix.Host(IsisPlans.Loopback6(1))), network.Nodes[0].Prefixes.Keys);
    }

    [Fact]
    public void A_host_of_the_IPv6_topology_that_comes_or_goes_runs_no_shortest_paths()
    {
        IsisNetwork network = new(2, [new(0, 1)], isis: static _ => Multi);
        network.Start();
        network.Run(TimeSpan.FromSeconds(3));
        long runs = network.Nodes[1].Engine.Counters[IsisCounter.SpfRuns];
        HostClaim claim = TestClaims.Make(3);
        network.Advertise(0, claim);
        network.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(claim, Assert.Single(network.Nodes[1].Claims).Value);
        network.Withdraw(0, claim.Key);
        network.Run(TimeSpan.FromSeconds(1));
        Assert.Empty(network.Nodes[1].Claims);
        Assert.Equal(runs, network.Nodes[1].Engine.Counters[IsisCounter.SpfRuns]);
    }

    [Fact]
    public void A_neighbour_that_gives_IPv6_up_while_it_is_up_keeps_IPv4()
    {
        IsisBench bench = new(1, isis: Multi);
        SystemId self = bench.Node.Plan.SystemId;
        Up(bench, 0, both: true);
        bench.Deliver(0, Lsp(IsisBench.Peer(0), 1, [self], hasIpv6: true));
        bench.Wait(TimeSpan.FromMilliseconds(200));
        Assert.Contains(IsisBench.Peer(0), bench.Node.Ipv6Reach.Keys);
        bench.Hello(0, AdjacencyState.Up, self, 1, topologies: [0]);
        bench.Wait(TimeSpan.FromMilliseconds(200));
        Assert.DoesNotContain(IsisBench.Peer(0), bench.Node.Ipv6Reach.Keys);
        Assert.Contains(IsisBench.Peer(0), bench.Node.Reach.Keys);
        Assert.True(bench.Node.Engine.TryGetLsp(TestLsps.IdOf(self), out ReadOnlySpan<byte> lsp));
        byte[] octets = lsp.ToArray();
        Assert.NotEqual(string.Empty, ValueOf(octets, IsisTlvType.ExtendedIsReach));
        Assert.Equal(string.Empty, ValueOf(octets, IsisTlvType.MultiTopologyIsReach));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public void A_system_overloaded_for_IPv6_carries_IPv4_alone(bool isOverloaded, bool isReached)
    {
        IsisBench bench = new(1, isis: Multi);
        SystemId self = bench.Node.Plan.SystemId;
        SystemId peer = IsisBench.Peer(0);
        SystemId behind = SystemId.FromValue(99);
        Up(bench, 0, both: true);
        bench.Deliver(0, Lsp(peer, 1, [self, behind], hasIpv6: true, isOverloaded));
        bench.Deliver(0, Lsp(behind, 1, [peer], hasIpv6: true));
        bench.Wait(TimeSpan.FromMilliseconds(500));
        Assert.Contains(behind, bench.Node.Reach.Keys);
        Assert.Contains(peer, bench.Node.Ipv6Reach.Keys);
        Assert.Equal(isReached, bench.Node.Ipv6Reach.ContainsKey(behind));
    }

    [Fact]
    public void Hosts_of_virtual_systems_are_their_originators_in_both_topologies()
    {
        IsisNetwork network = new(2, [new(0, 1)], isis: static _ => Multi);
        network.Start();
        for (int host = 0; host < 15_000; host++)
        {
            network.Nodes[0].Engine.Advertise(network.Now, TestClaims.Make(host));
        }

        network.Run(TimeSpan.FromSeconds(3));
        Assert.Equal(15_000, network.Nodes[1].Claims.Count);
        Assert.All(network.Nodes[1].Claims.Keys, static key => Assert.Equal(IsisPlans.Id(0), key.Origin));
        Assert.Equal([IsisPlans.Id(0)], network.Nodes[1].Ipv6Reach.Keys);
        Assert.True(network.Nodes[1].Engine.TryGetLsp(TestLsps.IdOf(VirtualSystems.Of(IsisPlans.Id(0), 1)), out ReadOnlySpan<byte> lsp));
        Assert.Equal("0002000000000001" + "00" + "FFFFFE00", ValueOf(lsp.ToArray(), IsisTlvType.MultiTopologyIsReach));
    }

    private static void Up(IsisBench bench, int port, bool both)
    {
        ushort[] topologies = both ? [0, 2] : [0];
        bench.PortUp(port);
        bench.Hello(port, AdjacencyState.Down, topologies: topologies);
        bench.Hello(port, AdjacencyState.Initializing, bench.Node.Plan.SystemId, (uint)port + 1, topologies: topologies, holdingTime: 60);
        bench.Describe(port);
    }

    private static byte[] Lsp(SystemId system, uint sequence, SystemId[] links, bool hasIpv6, bool isIpv6Overloaded = false) => TestLsps.Make(
        TestLsps.IdOf(system),
        sequence,
        links: [.. links.Select(static link => (link, 10u))],
        extraTlvs: tlvs =>
        {
            if (!hasIpv6)
            {
                return;
            }

            tlvs.AddRange([(byte)IsisTlvType.MultiTopology, 4, 0, 0, isIpv6Overloaded ? (byte)0x80 : (byte)0, 2]);
            foreach (SystemId link in links)
            {
                byte[] entry = new byte[ExtendedIsReach.FixedLength];
                new ExtendedIsReach(new IsisNodeId(link, 0), 10, []).Write(entry);
                tlvs.AddRange([(byte)IsisTlvType.MultiTopologyIsReach, (byte)(2 + entry.Length), 0, 2, .. entry]);
            }
        });

    private static string ValueOf(byte[] octets, IsisTlvType type)
    {
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
        return pdu.Tlvs.TryFind(type, out ReadOnlySpan<byte> value) ? Convert.ToHexString(value) : string.Empty;
    }
}
