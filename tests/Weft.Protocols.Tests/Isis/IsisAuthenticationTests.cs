using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Testing;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Tests.Isis;

public sealed class IsisAuthenticationTests
{
    private static readonly TestLink[] Chain = [new(0, 1), new(1, 2)];

    [Theory]
    [InlineData(AuthenticationAlgorithm.HmacMd5)]
    [InlineData(AuthenticationAlgorithm.HmacSha1)]
    [InlineData(AuthenticationAlgorithm.HmacSha224)]
    [InlineData(AuthenticationAlgorithm.HmacSha256)]
    [InlineData(AuthenticationAlgorithm.HmacSha384)]
    [InlineData(AuthenticationAlgorithm.HmacSha512)]
    public void Nodes_with_the_same_keys_learn_of_each_other_and_of_their_hosts(AuthenticationAlgorithm algorithm)
    {
        IsisNetwork network = Start(TestKeys.Make("1", algorithm));
        HostClaim claim = TestClaims.Make(1);
        network.Advertise(0, claim);
        network.Run(TimeSpan.FromSeconds(20));
        Assert.True(network.HasConverged());
        Assert.Equal(claim, network.Nodes[2].Claims[(IsisPlans.Id(0), claim.Key)]);
        Assert.Contains(IsisPlans.Id(2), network.Nodes[0].Reach.Keys);
        foreach (IsisTestNode node in network.Nodes)
        {
            Assert.True(node.Engine.LinkVerdicts[AuthenticationVerdict.Accepted] > 10);
            Assert.True(node.Engine.AreaVerdicts[AuthenticationVerdict.Accepted] > 2);
            Assert.Equal(0, Refused(node));
            Assert.Equal(3, node.Engine.Keys().Single(static use => use.Scope == AuthenticationScope.Area).Lsps);
        }
    }

    [Fact]
    public void A_node_without_keys_or_with_others_stays_out_and_is_told_of_once_a_minute()
    {
        IsisNetwork network = new(3, Chain);
        network.SetKeys(0, TestKeys.Make("1"));
        network.SetKeys(1, TestKeys.Make("2"));
        network.Start();
        network.Run(TimeSpan.FromSeconds(59));
        Assert.All(network.Nodes, static node => Assert.All(node.Engine.Adjacencies(), static adjacency => Assert.NotEqual(AdjacencyState.Up, adjacency.State)));
        Assert.Equal(
            [new AuthenticationAlarm("fab0", AuthenticationScope.Link, AuthenticationVerdict.UnknownKeyId)],
            network.Nodes[0].Events.OfType<AuthenticationAlarm>());
        Assert.Equal(
            [
                new AuthenticationAlarm("fab0", AuthenticationScope.Link, AuthenticationVerdict.UnknownKeyId),
                new AuthenticationAlarm("fab1", AuthenticationScope.Link, AuthenticationVerdict.Missing),
            ],
            network.Nodes[1].Events.OfType<AuthenticationAlarm>());
        Assert.True(network.Nodes[1].Engine.LinkVerdicts[AuthenticationVerdict.Missing] > 50);
        Assert.True(network.Nodes[1].Engine.LinkVerdicts[AuthenticationVerdict.UnknownKeyId] > 50);
        Assert.Empty(network.Nodes[2].Reach);
    }

    [Fact]
    public void With_other_area_keys_hellos_are_believed_and_nothing_else()
    {
        IsisNetwork network = new(2, [new(0, 1)]);
        network.SetKeys(0, new IsisKeys(TestKeys.Chain("link", "1"), TestKeys.Chain("area", "1")));
        network.SetKeys(1, new IsisKeys(TestKeys.Chain("link", "1"), TestKeys.Chain("other", "1")));
        network.Start();
        network.Run(TimeSpan.FromSeconds(30));
        foreach (IsisTestNode node in network.Nodes)
        {
            Assert.Equal(AdjacencyState.Up, node.Engine.Adjacencies()[0].State);
            Assert.All(node.Engine.Database(), static lsp => Assert.True(lsp.IsOwn));
            Assert.Empty(node.Reach);
            Assert.True(node.Engine.AreaVerdicts[AuthenticationVerdict.BadDigest] > 0);
            Assert.Single(node.Events.OfType<AuthenticationAlarm>());
        }
    }

    [Fact]
    public void Keys_of_several_algorithms_are_accepted_side_by_side()
    {
        AuthenticationKey md5 = TestKeys.Key("shared", 1, AuthenticationAlgorithm.HmacMd5);
        AuthenticationKey sha = TestKeys.Key("shared", 2, AuthenticationAlgorithm.HmacSha512);
        IsisNetwork network = new(2, [new(0, 1)]);
        network.SetKeys(0, new IsisKeys(new KeyChain([md5, sha], 1), new KeyChain([md5, sha], 2)));
        network.SetKeys(1, new IsisKeys(new KeyChain([md5, sha], 2), new KeyChain([md5, sha], 1)));
        network.Start();
        network.Run(TimeSpan.FromSeconds(10));
        Assert.True(network.HasConverged());
        Assert.All(network.Nodes, static node => Assert.Single(node.Reach));
        Assert.All(network.Nodes, static node => Assert.Equal(0, Refused(node)));
    }

    [Fact]
    public void Keys_are_rolled_over_node_by_node_without_losing_an_adjacency_or_a_route()
    {
        IsisNetwork network = Start(TestKeys.Make("1"));
        network.Advertise(0, TestClaims.Make(1));
        network.Run(TimeSpan.FromSeconds(20));
        foreach (string ids in new[] { "1 2", "2 1", "2" })
        {
            for (int node = 0; node < 3; node++)
            {
                network.SetKeys(node, TestKeys.Make(ids));
                network.Run(TimeSpan.FromSeconds(7));
            }
        }

        Assert.True(network.HasConverged());
        foreach (IsisTestNode node in network.Nodes)
        {
            Assert.DoesNotContain(node.Events.OfType<AdjacencyChanged>(), static change => !change.Up);
            Assert.Empty(node.LostNodes);
            Assert.Empty(node.Withdrawals);
            Assert.Equal(0, Refused(node));
            Assert.Equal((2, 3), node.Engine.Keys().Where(static use => use.Scope == AuthenticationScope.Area).Select(static use => ((int)use.Id, use.Lsps)).Single());
        }
    }

    [Fact]
    public void Keys_are_introduced_into_a_running_fabric_and_taken_out_again_without_losing_an_adjacency()
    {
        IsisNetwork network = new(3, Chain);
        network.Start();
        network.Run(TimeSpan.FromSeconds(10));
        IsisKeys passing = new(TestKeys.Chain("link", "1", passes: true), TestKeys.Chain("area", "1", passes: true));
        foreach (IsisKeys keys in new[] { passing, TestKeys.Make("1"), passing, IsisKeys.None })
        {
            for (int node = 0; node < 3; node++)
            {
                network.SetKeys(node, keys);
                network.Run(TimeSpan.FromSeconds(7));
            }
        }

        Assert.True(network.HasConverged());
        Assert.All(network.Nodes, static node => Assert.DoesNotContain(node.Events.OfType<AdjacencyChanged>(), static change => !change.Up));
        Assert.All(network.Nodes, static node => Assert.Empty(node.LostNodes));
        Assert.All(network.Nodes, static node => Assert.Equal(0, Refused(node)));
    }

    [Fact]
    public void Own_LSPs_are_issued_anew_when_their_key_changed_and_only_then()
    {
        IsisBench bench = Ready("1", out AuthenticationKey _);
        uint sequence = Own(bench).Sequence;
        bench.Node.Engine.SetKeys(bench.Now, TestKeys.Make("1"), bench.Node);
        bench.Node.Engine.SetKeys(bench.Now, TestKeys.Make("1 2"), bench.Node);
        bench.Node.Engine.SetKeys(bench.Now, new IsisKeys(TestKeys.Chain("link", "2 1"), TestKeys.Chain("area", "1 2")), bench.Node);
        bench.Settle();
        Assert.Equal(sequence, Own(bench).Sequence);

        bench.Node.Engine.SetKeys(bench.Now, TestKeys.Make("2 1"), bench.Node);
        bench.Settle();
        Assert.Equal(sequence + 1, Own(bench).Sequence);
        byte[] lsp = bench.Take(1, IsisPduType.Level2LinkState)[^1];
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(lsp, out IsisPdu pdu));
        Assert.Equal(AuthenticationVerdict.Accepted, IsisAuthentication.Verify(pdu, TestKeys.Chain("area", "2"), out _));
    }

    [Fact]
    public void A_full_fragment_has_room_for_the_longest_digest()
    {
        IsisBench bench = new(1);
        bench.BringUp(0);
        for (int host = 0; host < 400; host++)
        {
            bench.Node.Engine.Advertise(bench.Now, TestClaims.Make(host));
        }

        bench.Wait(TimeSpan.FromSeconds(40));
        Dictionary<LspId, string> before = Bodies(bench);
        Assert.True(before.Count > 5, $"{before.Count} fragments");
        bench.Node.Engine.SetKeys(bench.Now, TestKeys.Make("1", AuthenticationAlgorithm.HmacSha512), bench.Node);
        bench.Wait(TimeSpan.FromSeconds(1));
        Assert.Equal(before, Bodies(bench));
        foreach (LspSnapshot lsp in bench.Node.Engine.Database())
        {
            Assert.InRange(lsp.Length, LspHeader.Length + IsisLimits.AuthenticationReserve, IsisLimits.LspLength);
        }
    }

    [Fact]
    public void A_purge_counts_only_when_it_is_signed_and_empty()
    {
        IsisBench bench = Ready("1", out AuthenticationKey area);
        LspId id = TestLsps.IdOf(SystemId.FromValue(0x50));
        byte[] lsp = TestLsps.Make(id, 5, claims: [TestClaims.Make(1)], key: area);
        bench.Deliver(0, lsp);
        Assert.Single(bench.Node.Claims);

        bench.Deliver(0, TestLsps.Purge(id, 5));
        bench.Deliver(0, TestLsps.Purge(id, 6));
        byte[] zeroed = [.. lsp];
        zeroed.AsSpan(LspHeader.LifetimeOffset, 2).Clear();
        bench.Deliver(0, zeroed);
        Assert.Single(bench.Node.Claims);
        Assert.Equal(2, bench.Node.Engine.AreaVerdicts[AuthenticationVerdict.Missing]);
        Assert.Equal(1, bench.Node.Engine.AreaVerdicts[AuthenticationVerdict.PurgeWithContent]);

        bench.Deliver(0, TestLsps.Make(id, 5, lifetime: 0, key: area));
        Assert.Empty(bench.Node.Claims);
        Assert.True(bench.TakeLsps(1)[^1].IsPurge);
    }

    [Fact]
    public void What_ages_out_is_purged_with_a_digest_and_our_name()
    {
        IsisBench bench = Ready("1", out AuthenticationKey area, 2);
        LspId id = TestLsps.IdOf(SystemId.FromValue(0x50));
        bench.Deliver(0, TestLsps.Make(id, 5, key: area));
        for (int i = 0; i < 1201; i++)
        {
            bench.Discard();
            bench.Wait(TimeSpan.FromSeconds(1));
            bench.Hello(0, AdjacencyState.Up, bench.Node.Plan.SystemId, 1);
            if (bench.Node.Engine.Database().Single(lsp => lsp.Id == id).IsPurge)
            {
                break;
            }
        }

        byte[] purge = bench.Take(0, IsisPduType.Level2LinkState).Single(octets => LspHeader.Read(octets).Id == id);
        Assert.Equal(IsisFault.None, IsisPdu.TryParse(purge, out IsisPdu pdu));
        Assert.Equal(AuthenticationVerdict.Accepted, IsisAuthentication.Verify(pdu, TestKeys.Chain("area", "1"), out _));
        Assert.True(pdu.Tlvs.TryFind(IsisTlvType.PurgeOriginator, out ReadOnlySpan<byte> value));
        Assert.True(PurgeOriginator.TryRead(value, out PurgeOriginator originator));
        Assert.Equal(bench.Node.Plan.SystemId, originator.Originator);

        // The same purge brought back to life is nobody's LSP.
        byte[] revived = [.. purge];
        revived[LspHeader.LifetimeOffset] = 4;
        LspChecksum.Store(revived);
        bench.Deliver(0, revived);
        Assert.True(bench.Node.Engine.Database().Single(lsp => lsp.Id == id).IsPurge);
    }

    [Theory]
    [InlineData("isis-p2p-l2-300routes")]
    [InlineData("isis-p2p-l2-cleartext")]
    [InlineData("isis-p2p-l2-md5-purge-poi")]
    public void Sessions_of_strangers_have_no_effect_at_all(string name)
    {
        IsisBench bench = new(1);
        bench.Node.Engine.SetKeys(bench.Now, TestKeys.Make("1"), bench.Node);
        bench.PortUp(0);
        bench.Wait(TimeSpan.FromSeconds(3));
        string before = State(bench);
        int frames = 0;
        foreach (CapturedFrame frame in Captures.Read(name))
        {
            byte[] octets = [.. frame.Octets];
            PeerFrames.Adapt(octets, 0);
            bench.DeliverFrame(0, octets);
            frames++;
        }

        Assert.True(frames > 20, $"{frames} frames");
        Assert.Equal(before, State(bench));
        Assert.Equal(0, bench.Node.Engine.LinkVerdicts[AuthenticationVerdict.Accepted]);
        Assert.Single(bench.Node.Events.OfType<AuthenticationAlarm>());
    }

    [Fact]
    public void A_restart_with_keys_keeps_the_adjacency()
    {
        IsisNetwork network = Start(TestKeys.Make("1"));
        network.Run(TimeSpan.FromSeconds(10));
        network.Restart(1, TimeSpan.FromMilliseconds(300));
        network.Run(TimeSpan.FromSeconds(40));
        Assert.True(network.HasConverged());
        Assert.DoesNotContain(network.Nodes[0].Events.OfType<AdjacencyChanged>(), static change => !change.Up);
        Assert.Empty(network.Nodes[0].LostNodes);
        Assert.All(network.Nodes, static node => Assert.Equal(0, Refused(node)));
    }

    internal static long Refused(IsisTestNode node) =>
        node.Engine.LinkVerdicts.Snapshot().Concat(node.Engine.AreaVerdicts.Snapshot())
            .Where(static count => count.Key is not (nameof(AuthenticationVerdict.Accepted) or nameof(AuthenticationVerdict.PassedUnauthenticated)))
            .Sum(static count => count.Value);

    /// <summary>An engine with keys whose neighbours on all ports are up and sign with the first of them.</summary>
    internal static IsisBench Ready(string ids, out AuthenticationKey area, int ports = 2)
    {
        IsisBench bench = new(ports) { Keys = TestKeys.Make(ids) };
        area = bench.Keys.Area!.Send;
        bench.Node.Engine.SetKeys(bench.Now, TestKeys.Make(ids), bench.Node);
        for (int port = 0; port < ports; port++)
        {
            bench.BringUp(port);
        }

        bench.Settle();
        bench.Discard();
        return bench;
    }

    private static string State(IsisBench bench) =>
        string.Join(' ', bench.Node.Engine.Adjacencies()) + string.Join(' ', bench.Node.Engine.Database()) + bench.Node.Reach.Count;

    private static IsisNetwork Start(IsisKeys keys)
    {
        IsisNetwork network = new(3, Chain);
        for (int node = 0; node < 3; node++)
        {
            network.SetKeys(node, keys);
        }

        network.Start();
        return network;
    }

    private static LspSnapshot Own(IsisBench bench) =>
        bench.Node.Engine.Database().Single(static lsp => lsp.IsOwn && lsp.Id.Fragment == 0);

    /// <summary>The TLVs of each own fragment, authentication left out.</summary>
    private static Dictionary<LspId, string> Bodies(IsisBench bench)
    {
        Dictionary<LspId, string> bodies = [];
        foreach (LspSnapshot lsp in bench.Node.Engine.Database())
        {
            Assert.True(bench.Node.Engine.TryGetLsp(lsp.Id, out ReadOnlySpan<byte> octets));
            Assert.Equal(IsisFault.None, IsisPdu.TryParse(octets, out IsisPdu pdu));
            bodies[lsp.Id] = "";
            foreach (Tlv tlv in pdu.Tlvs)
            {
                bodies[lsp.Id] += tlv.Type == IsisTlvType.Authentication ? "" : $"{tlv.Type} {Convert.ToHexString(tlv.Value)} ";
            }
        }

        return bodies;
    }
}
