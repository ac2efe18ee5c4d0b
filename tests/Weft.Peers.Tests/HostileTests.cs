using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>What holds even where nothing is signed.</summary>
public sealed class HostileTests : IDisposable
{
    private const int Phantoms = 20_000;
    private const int PhantomShare = 8_192;
    private const int Batch = 200;

    private readonly HostileLab _lab = new(hasKeys: false);

    [Fact]
    public void Twenty_thousand_made_up_systems_cost_neither_the_memory_nor_the_log_nor_the_neighbour()
    {
        using IsisAttacker attacker = _lab.Attacker();
        long memory = _lab.Memory();
        int lines = _lab.LogLines();
        for (int i = 0; i < Phantoms; i += Batch)
        {
            long before = _lab.Counter("LspsReceived");
            for (int j = i; j < i + Batch; j++)
            {
                attacker.Send(IsisAttacker.Phantom(SystemId.FromValue(0x0666_0000_0000 + (ulong)j), 1, 0x2C00_0000 + (uint)j));
            }

            Soon.Holds(() => _lab.Counter("LspsReceived") >= before + Batch, "the leaf has read them");
        }

        Assert.Equal(Phantoms - PhantomShare, _lab.Counter("DatabaseFull"));
        Assert.InRange(_lab.Memory() - memory, 0, 64 << 20);
        Assert.InRange(_lab.LogLines() - lines, 1, 100);
        _lab.AssertUndisturbed();
    }

    [Fact]
    public void A_thousand_forgeries_under_the_sequence_number_of_a_real_LSP_neither_replace_nor_purge_it()
    {
        using IsisAttacker attacker = _lab.Attacker();
        using LspWatch watch = new(_lab.Lab.Name("leaf1"), "fab1");
        LspId victim = new(_lab.Lab.Node("peer1").SystemId, 0, 0);
        uint sequence = _lab.Peer.Database().Single(lsp => lsp.Id == victim).Sequence;
        string routes = _lab.Lab.Ip("leaf1", "route", "show", "proto", "200");
        int lines = _lab.LogLines();
        for (uint i = 0; i < 1000; i++)
        {
            attacker.Send(IsisAttacker.Phantom(victim.System, sequence, 0x2C00_0000 + i));
        }

        Soon.Holds(() => _lab.Counter("ContentConflict") >= 1000, "the leaf has read them");
        Assert.DoesNotContain(victim, watch.Look().Out.Keys);
        Assert.Equal(sequence, _lab.Peer.Database().Single(lsp => lsp.Id == victim).Sequence);
        Assert.Equal(routes, _lab.Lab.Ip("leaf1", "route", "show", "proto", "200"));
        Assert.InRange(_lab.LogLines() - lines, 1, 5);
        _lab.AssertUndisturbed();
    }

    [Fact]
    public void A_storm_of_purges_in_the_leafs_name_takes_no_route_to_its_hosts_away()
    {
        using IsisAttacker attacker = _lab.Attacker();
        LspId own = new(_lab.Lab.Node("leaf1").SystemId, 0, 0);
        uint sequence = _lab.Peer.Database().Single(lsp => lsp.Id == own).Sequence;
        long originated = _lab.Counter("LspsOriginated");
        int lines = _lab.LogLines();
        for (uint i = 0; i < 2000; i++)
        {
            IsisPduWriter purge = new(new byte[LspHeader.Length], IsisPduType.Level2LinkState, new LspHeader(0, own, sequence + 10 + i, 0, LspFlags.Level2));
            attacker.Send(purge.Finish());
        }

        Soon.Holds(
            () => _lab.Peer.Database().SingleOrDefault(lsp => lsp.Id == own)?.Sequence >= sequence + 2010, "isisd has a newer version than any that was forged");
        Assert.InRange(_lab.Counter("LspsOriginated") - originated, 1, 100);
        Assert.InRange(_lab.LogLines() - lines, 1, 5);
        _lab.AssertUndisturbed();
    }

    [Fact]
    public void Sixty_thousand_damaged_PDUs_leave_a_daemon_that_works()
    {
        using IsisAttacker attacker = _lab.Attacker();
        List<byte[]> heard = attacker.Overhear(TimeSpan.FromSeconds(4));
        Assert.NotEmpty(heard);
        _lab.AssertSurvives(attacker, new PduDamage(heard, seed: 1), 60_000);
    }

    public void Dispose() => _lab.Dispose();
}
