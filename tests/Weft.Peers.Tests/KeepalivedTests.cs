namespace Weft.Peers.Tests;

/// <summary>Elections between a leaf of Weft, of priority 200, and keepalived.</summary>
public abstract class KeepalivedTests(int version, params string[] keepalivedLines) : IDisposable
{
    private readonly VrrpPair _pair = new(version);

    [Fact]
    public void A_weaker_keepalived_follows_the_leaf_takes_over_at_once_when_it_stops_and_gives_way_when_it_returns()
    {
        _pair.Lab.Start("leaf1");
        _pair.LeafIs("master");
        _pair.Keepalived.Start(100, keepalivedLines);
        _pair.KeepalivedIs(KeepalivedState.Backup, heard: 3);
        _pair.HostReachesItsGateway();

        _pair.Lab.Lab.Daemons.Stop(_pair.Lab.Name("leaf1"));
        _pair.KeepalivedIs(KeepalivedState.Master);
        Assert.All(_pair.Families, family => Assert.Equal(1, _pair.Keepalived.Router(family)!.LeavingReceived));
        _pair.HostReachesItsGateway();

        _pair.Lab.Start("leaf1");
        _pair.LeafIs("backup");
        _pair.LeafIs("master");
        _pair.KeepalivedIs(KeepalivedState.Backup);
        _pair.HostReachesItsGateway();
        _pair.NothingWasRejected();
    }

    [Fact]
    public void A_stronger_keepalived_takes_over_from_the_leaf_and_hands_back_when_it_stops()
    {
        _pair.Lab.Start("leaf1");
        _pair.LeafIs("master");
        _pair.Keepalived.Start(250, keepalivedLines);
        _pair.LeafIs("backup");
        _pair.KeepalivedIs(KeepalivedState.Master);
        _pair.HostReachesItsGateway();

        _pair.Keepalived.Stop();
        Assert.Contains("sent 0 priority", _pair.Keepalived.Log, StringComparison.Ordinal);
        _pair.LeafIs("master");
        _pair.HostReachesItsGateway();
        _pair.AssertLeafRejectedNothing();
    }

    [Fact]
    public void A_weaker_keepalived_takes_over_from_a_leaf_that_dies_without_a_word_and_gives_way_when_it_returns()
    {
        _pair.Lab.Start("leaf1");
        _pair.LeafIs("master");
        _pair.Keepalived.Start(100, keepalivedLines);
        _pair.KeepalivedIs(KeepalivedState.Backup, heard: 2);

        _pair.Lab.Lab.Daemons.Kill(_pair.Lab.Name("leaf1"));
        _pair.KeepalivedIs(KeepalivedState.Master);
        Assert.All(_pair.Families, family => Assert.Equal(0, _pair.Keepalived.Router(family)!.LeavingReceived));
        _pair.HostReachesItsGateway();

        _pair.Lab.Start("leaf1");
        _pair.LeafIs("master");
        _pair.KeepalivedIs(KeepalivedState.Backup);
        _pair.HostReachesItsGateway();
        _pair.NothingWasRejected();
    }

    public void Dispose()
    {
        _pair.Dispose();
        GC.SuppressFinalize(this);
    }
}
