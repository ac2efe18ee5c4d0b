using System.Text.Json;
using Weft.Model;
using Weft.Stories;

namespace Weft.Peers.Tests;

/// <summary>FRR's bfdd and isisd at the other end of a watched link. Hellos hold for 100 s: what happens sooner is BFD's doing.</summary>
public sealed class BfdTests : IDisposable
{
    private const string Fabric = """
        fabric: @bfd
        bfd: all
        timers: { hello-multiplier: 100, bfd-interval: 50ms }
        nodes:
          @leaf1:
          @spine1: { role: spine }
        links:
          - { ends: "@leaf1:fab1 -- @spine1:fab1" }
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        hosts:
          @a: { at: "@leaf1:swp1", subnet: web }
        """;

    private readonly PeerLab _lab = new(Fabric);
    private readonly IsisPeer _spine;

    public BfdTests()
    {
        try
        {
            _spine = _lab.Keep(new IsisPeer(_lab, "spine1"));
            _lab.Start("leaf1");
            AssertUp();
        }
        catch
        {
            _lab.Dispose();
            throw;
        }
    }

    [Fact]
    public void Both_ends_agree_on_50_ms_and_understand_each_other()
    {
        JsonElement peer = Peer() ?? throw new InvalidOperationException("bfdd has no peer");
        Assert.Equal((50, 50, 3), (Number(peer, "remote-transmit-interval"), Number(peer, "remote-receive-interval"), Number(peer, "remote-detect-multiplier")));
        Assert.Equal((50, 150), (Neighbor().BfdIntervalMs, Neighbor().BfdDetectionMs));
        long received = _lab.Counter("leaf1", "bfd", "Received");
        Soon.Holds(() => _lab.Counter("leaf1", "bfd", "Received") > received + 100, "a hundred packets pass");
        Assert.Equal(0, _lab.Counter("leaf1", "bfd", "PathsLost"));
        Assert.Equal([], _lab.Counters("leaf1", "bfd-malformed"));

        // Nobody tells bfdd that its port is closed here.
        string errors = _lab.Commands.Run("ip", ["netns", "exec", _lab.Name("leaf1"), "cat", "/proc/net/snmp6"]).Split('\n')
            .Single(static line => line.StartsWith("Icmp6OutDestUnreachs", StringComparison.Ordinal));
        Assert.Equal("0", errors.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^1].Trim());
    }

    [Theory]
    [InlineData("leaf1")]
    [InlineData("spine1")]
    public void A_link_that_loses_one_direction_is_left_by_both_and_used_again_when_it_is_whole(string mute)
    {
        Mute(mute);
        Soon.Holds(() => Neighbor() is { State: not "up", Bfd: not "up" }, "leaf1 leaves the link", Seen);
        Soon.Holds(() => _lab.Ip("leaf1", "route", "show", $"{_spine.Node.Loopback4}").Length == 0, "leaf1's route goes", Seen);
        Soon.Holds(() => PeerStatus() != "up", "bfdd leaves the link", Seen);
        Soon.Holds(() => _lab.Ip("spine1", "route", "show", $"{_lab.Node("leaf1").Loopback4}").Length == 0, "isisd's route goes", Seen);

        Unmute();
        AssertUp();
    }

    [Fact]
    public void A_link_that_swallows_everything_is_left_by_both_while_the_carrier_stays()
    {
        _lab.Lab.SetLink(_lab.Name("leaf1"), _lab.Name("spine1"), LinkCondition.Silent);
        Soon.Holds(() => Neighbor() is { State: "down", Bfd: "down", BfdDiagnostic: "DetectionTimeExpired" }, "leaf1 leaves the link", Seen);
        Assert.Contains(_lab.Ask("leaf1", ApiFormat.Ports)!.Ports!.Value, static port => port is { Name: "fab1", Up: true });
        Assert.Contains(_lab.Ask("leaf1", ApiFormat.Events)!.Events!.Value, static item => item.Kind == "adjacency-down" && item.Text.EndsWith("PathLost", StringComparison.Ordinal));
        Soon.Holds(() => _spine.NeighborsUp().Count == 0, "isisd leaves the link", Seen);

        _lab.Lab.SetLink(_lab.Name("leaf1"), _lab.Name("spine1"), LinkCondition.Joined);
        AssertUp();
    }

    [Fact]
    public void A_bfdd_that_ends_is_silent_and_no_lost_path()
    {
        _spine.StopBfd();
        Soon.Holds(() => _lab.Counter("leaf1", "bfd", "NeighborsSilent") > 0, "leaf1 has asked the kernel", Seen);
        Assert.Equal(("up", "down"), (Neighbor().State, Neighbor().Bfd));
        Assert.Equal(0, _lab.Counter("leaf1", "bfd", "PathsLost"));
        Assert.NotEmpty(_lab.Ip("leaf1", "route", "show", $"{_spine.Node.Loopback4}"));
        Assert.Contains(_lab.Ask("leaf1", ApiFormat.Events)!.Events!.Value, static item => item.Kind == "neighbor-silent");

        // Its path is still watched: by the questions, as nobody else is there to speak.
        _lab.Lab.SetLink(_lab.Name("leaf1"), _lab.Name("spine1"), LinkCondition.Silent);
        Soon.Holds(() => Neighbor().State != "up", "leaf1 leaves the link", Seen);
    }

    [Fact]
    public void A_killed_daemon_is_no_lost_path_when_it_comes_back()
    {
        _lab.Lab.Daemons.Kill(_lab.Name("leaf1"));
        _lab.Start("leaf1");
        AssertUp();
    }

    public void Dispose() => _lab.Dispose();

    private static int Number(JsonElement peer, string name) => peer.GetProperty(name).GetInt32();

    private void AssertUp()
    {
        Soon.Holds(() => PeerStatus() == "up", "bfdd's session is up", Seen);
        Soon.Holds(() => Neighbor() is { State: "up", Bfd: "up" }, "leaf1's session is up", Seen);
        Soon.Holds(() => _lab.Ip("leaf1", "route", "show", $"{_spine.Node.Loopback4}").Length > 0, "leaf1 routes to the spine", Seen);
        Soon.Holds(() => _lab.Ip("spine1", "route", "show", $"{_lab.Node("leaf1").Loopback4}").Length > 0, "the spine routes to leaf1", Seen);
    }

    private NeighborReport Neighbor() => _lab.Ask("leaf1", ApiFormat.Neighbors)!.Neighbors!.Value.Single();

    private JsonElement? Peer()
    {
        using JsonDocument? document = _spine.ShowJson("show bfd peers json");
        return document is { RootElement.ValueKind: JsonValueKind.Array } && document.RootElement.GetArrayLength() == 1
            ? document.RootElement[0].Clone()
            : null;
    }

    private string? PeerStatus() => Peer()?.GetProperty("status").GetString();

    private string Seen() => $"{_spine.Show("show bfd peers", "show isis neighbor")}\n{Neighbor()}\n{string.Join('\n', _lab.Counters("leaf1", "bfd"))}";

    /// <summary>Drops what a node sends, in the middle of the cable.</summary>
    private void Mute(string node)
    {
        YardLink link = _lab.Lab.Topology.LinkBetween(_lab.Name("leaf1"), _lab.Name("spine1"));
        string leg = link.A.Namespace == _lab.Name(node) ? link.LegA : link.LegB;
        Yard("nft", $"add table bridge mute; add chain bridge mute drops {{ type filter hook forward priority 0; }}; add rule bridge mute drops iifname \"{leg}\" drop");
    }

    private void Unmute() => Yard("nft", "delete table bridge mute");

    private void Yard(params string[] command) => _lab.Commands.Run("ip", ["netns", "exec", _lab.Lab.Topology.Switchyard, .. command]);
}
