using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisOriginationTests
{
    private static readonly SystemId Self = IsisPlans.Id(IsisBench.Self);

    [Fact]
    public void Fragment_0_says_who_we_are_and_how_we_are_reached()
    {
        IsisBench bench = Ready();
        Assert.True(bench.Node.Engine.TryGetLsp(TestLsps.IdOf(Self), out ReadOnlySpan<byte> lsp));
        Assert.True(LspChecksum.IsValid(lsp));
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(lsp, out IsisPdu pdu));
        Assert.Equal(LspFlags.Level2, LspHeader.Read(pdu).Flags);
        Assert.Equal("03490001", ValueOf(pdu, IsisTlvType.AreaAddresses));
        Assert.Equal("CC8E", ValueOf(pdu, IsisTlvType.ProtocolsSupported));
        Assert.Equal("6E6F646530", ValueOf(pdu, IsisTlvType.HostName));
        Assert.Equal("0AFF0001", ValueOf(pdu, IsisTlvType.Ipv4InterfaceAddresses));
        Assert.Equal("20010DB800FF00000000000000000001", ValueOf(pdu, IsisTlvType.Ipv6InterfaceAddresses));
        Assert.Equal("0000000000020000000A0A04080000000100000007", ValueOf(pdu, IsisTlvType.ExtendedIsReach));
        Assert.Equal("00000000200AFF0001", ValueOf(pdu, IsisTlvType.ExtendedIpReach));
    }

    [Fact]
    public void One_changed_host_of_300_rewrites_one_fragment()
    {
        IsisBench bench = Ready(hosts: 300);
        Assert.InRange(bench.Node.Engine.Database().Count(static lsp => lsp.IsOwn), 7, 9);
        foreach (int host in new[] { 0, 150, 299 })
        {
            bench.Discard();
            bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(host, epoch: 2));
            bench.Settle();
            Assert.Single(bench.TakeLsps(0));
            bench.Node.Engine.Withdraw(bench.Now, TestClaims.Make(host).Key);
            bench.Settle();
            Assert.Single(bench.TakeLsps(0));
            bench.Wait(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    public void Saying_again_what_is_said_already_makes_no_new_version()
    {
        IsisBench bench = Ready(hosts: 3);
        bench.Discard();
        bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(1));
        bench.Node.Engine.Withdraw(bench.Now, TestClaims.Make(2).Key);
        bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(2));
        bench.Settle();
        Assert.Empty(bench.TakeLsps(0));
    }

    [Fact]
    public void The_first_changes_go_out_at_once_and_a_storm_is_gathered()
    {
        IsisBench bench = Ready(hosts: 1);
        bench.Wait(TimeSpan.FromSeconds(1));
        bench.Hello(0, AdjacencyState.Up, Self, 1);
        bench.Discard();
        for (uint i = 0; i < 1000; i++)
        {
            bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(0, epoch: i + 2));
            bench.Settle();
        }

        Assert.Equal(IsisLimits.OriginationBurst, bench.TakeLsps(0).Count);
        bench.Wait(IsisLimits.OriginationInterval);
        Assert.Single(bench.TakeLsps(0));
        bench.Wait(TimeSpan.FromSeconds(1));
        Assert.Empty(bench.TakeLsps(0));
    }

    [Fact]
    public void An_entry_that_grows_out_of_its_fragment_moves_without_being_missed()
    {
        IsisNetwork network = new(2, [new TestLink(0, 1)]);
        network.Start();
        for (int host = 0; host < 100; host++)
        {
            network.Advertise(0, TestClaims.Make(host));
        }

        network.Run(TimeSpan.FromSeconds(1));
        for (int host = 0; host < 100; host++)
        {
            network.Advertise(0, TestClaims.Make(host, attachment: 5));
            network.Run(TimeSpan.FromMilliseconds(50));
        }

        IsisTestNode other = network.Nodes[1];
        Assert.Empty(other.Withdrawals);
        Assert.Equal(100, other.Claims.Count);
        Assert.All(other.Claims.Values, static claim => Assert.Equal(5u, claim.Attachment));
    }

    [Fact]
    public void A_fragment_that_becomes_empty_is_purged_and_used_again_with_the_next_number()
    {
        IsisBench bench = Ready(hosts: 100);
        LspSnapshot last = bench.Node.Engine.Database().Last(static lsp => lsp.IsOwn);
        Assert.True(last.Id.Fragment > 0);
        for (int host = 0; host < 100; host++)
        {
            bench.Node.Engine.Withdraw(bench.Now, TestClaims.Make(host).Key);
        }

        bench.Settle();
        Assert.True(Find(bench, last.Id).IsPurge);
        Assert.Equal(last.Sequence, Find(bench, last.Id).Sequence);

        // FRR drops a purge whose checksum does not fit; people want to know who purged (RFC 6232).
        byte[] purge = bench.Take(0, IsisPduType.Level2LinkState).Single(lsp => LspHeader.Read(lsp) is { IsPurge: true } header && header.Id == last.Id);
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(purge, out IsisPdu purged));
        Assert.Equal("01000000000001", ValueOf(purged, IsisTlvType.PurgeOriginator));
        Assert.True(LspChecksum.IsValid(purge));
        for (int host = 0; host < 100; host++)
        {
            bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(host));
        }

        bench.Settle();
        Assert.False(Find(bench, last.Id).IsPurge);
        Assert.Equal(last.Sequence + 1, Find(bench, last.Id).Sequence);
    }

    [Fact]
    public void What_does_not_fit_in_the_LSPs_of_all_our_systems_is_alarmed_and_announced_when_there_is_room()
    {
        IsisBench bench = Ready();
        int hosts = 0;
        while (bench.Node.Engine.Counters[IsisCounter.FragmentsFull] == 0)
        {
            for (int i = 0; i < 5_000; i++)
            {
                bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(hosts++));
            }

            bench.Settle();
            bench.Discard();
            bench.Wait(TimeSpan.FromMilliseconds(50));
            Assert.True(hosts < 250_000);
        }

        Assert.Contains(bench.Node.Events.OfType<IsisAlarm>(), static alarm => alarm.Reason == IsisAlarmReason.FragmentsFull);
        Assert.InRange(hosts, 150_000, 200_000);
        long full = bench.Node.Engine.Counters[IsisCounter.FragmentsFull];
        for (int host = 0; host < 6_000; host++)
        {
            bench.Node.Engine.Withdraw(bench.Now, TestClaims.Make(host).Key);
        }

        bench.Settle();
        Assert.Equal(full, bench.Node.Engine.Counters[IsisCounter.FragmentsFull]);
    }

    [Fact]
    public void Own_LSPs_are_refreshed_before_they_age_out()
    {
        IsisNetwork network = new(3, [new(0, 1), new(1, 2)]);
        network.Start();
        network.Advertise(0, TestClaims.Make(1));
        network.Run(TimeSpan.FromHours(1));
        Assert.Equal(2, network.Nodes[2].Reach.Count);
        Assert.Empty(network.Nodes[2].Withdrawals);
        Assert.Empty(network.Nodes[2].LostNodes);
        Assert.InRange(network.Nodes[2].Engine.Database()[0].Sequence, 5u, 9u);
        Assert.True(network.HasConverged());
    }

    [Fact]
    public void A_claim_survives_its_coding_in_every_form()
    {
        IsisNetwork network = new(2, [new TestLink(0, 1)]);
        network.Start();
        network.Run(TimeSpan.FromSeconds(1));
        HostClaim[] claims =
        [
            TestClaims.Make(2, epoch: uint.MaxValue, flags: ClaimFlags.Tentative),
            TestClaims.Make(3, epoch: 0, attachment: 9, flags: ClaimFlags.Anycast),
            TestClaims.Make(2, vrf: 1, epoch: 3),
            TestClaims.Make(3, vrf: 1, attachment: uint.MaxValue),
            TestClaims.Make(3, vrf: ushort.MaxValue),
        ];
        foreach (HostClaim claim in claims)
        {
            network.Advertise(0, claim);
        }

        network.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal(claims.ToHashSet(), network.Nodes[1].Claims.Values.ToHashSet());
    }

    [Fact]
    public void A_prefix_of_two_origins_at_equal_cost_has_both_and_one_that_we_announce_is_left_out()
    {
        IsisNetwork network = new(4, [new(0, 1), new(0, 2), new(0, 3)]);
        network.Start();
        network.Run(TimeSpan.FromSeconds(3));
        IpPrefix prefix = IpPrefix.Parse("0.0.0.0/0");
        RouteKey key = new(new VrfId(1), prefix);
        IsisTestNode reader = network.Nodes[1];
        foreach (int origin in new[] { 2, 3 })
        {
            IsisTestNode node = network.Nodes[origin];
            network.Call(node, () => node.Engine.AdvertisePrefix(network.Now, key.Vrf, prefix, 5));
        }

        network.Run(TimeSpan.FromMilliseconds(1));
        AssertOrigins(reader, key, 25, IsisPlans.Id(2), IsisPlans.Id(3));

        network.Call(network.Nodes[2], () => network.Nodes[2].Engine.AdvertisePrefix(network.Now, key.Vrf, prefix, 6));
        network.Run(TimeSpan.FromMilliseconds(1));
        AssertOrigins(reader, key, 25, IsisPlans.Id(3));

        network.Call(reader, () => reader.Engine.AdvertisePrefix(network.Now, key.Vrf, prefix, 100));
        Assert.DoesNotContain(key, reader.Prefixes.Keys);
        network.Call(reader, () => reader.Engine.WithdrawPrefix(network.Now, key.Vrf, prefix));
        AssertOrigins(reader, key, 25, IsisPlans.Id(3));

        network.SetLink(2, up: false);
        network.Run(TimeSpan.FromMilliseconds(20));
        AssertOrigins(reader, key, 26, IsisPlans.Id(2));
    }

    [Fact]
    public void Claims_of_an_unreachable_node_are_kept_until_its_LSPs_age_out()
    {
        IsisNetwork network = new(3, [new(0, 1), new(1, 2)]);
        network.Start();
        network.Advertise(2, TestClaims.Make(1));
        network.Run(TimeSpan.FromSeconds(1));
        network.SetLink(1, up: false);
        network.Run(TimeSpan.FromSeconds(1));
        Assert.DoesNotContain(IsisPlans.Id(2), network.Nodes[0].Reach.Keys);
        Assert.Single(network.Nodes[0].Claims);
        network.Run(IsisLimits.MaximumAge);
        Assert.Empty(network.Nodes[0].Claims);
        Assert.DoesNotContain(network.Nodes[0].Engine.Database(), static lsp => lsp.Id.System == IsisPlans.Id(2) && !lsp.IsPurge);
    }

    private static void AssertOrigins(IsisTestNode reader, RouteKey key, uint cost, params SystemId[] origins)
    {
        Assert.Equal(origins, reader.Prefixes[key].Origins);
        Assert.Equal(cost, reader.Prefixes[key].Cost);
    }

    private static IsisBench Ready(int hosts = 0)
    {
        IsisBench bench = new(1);
        for (int host = 0; host < hosts; host++)
        {
            bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(host));
        }

        bench.BringUp(0);
        return bench;
    }

    private static LspSnapshot Find(IsisBench bench, LspId id) => bench.Node.Engine.Database().Single(lsp => lsp.Id == id);

    private static string ValueOf(IsisPdu pdu, IsisTlvType type) =>
        pdu.Tlvs.TryFind(type, out ReadOnlySpan<byte> value) ? Convert.ToHexString(value) : string.Empty;
}
