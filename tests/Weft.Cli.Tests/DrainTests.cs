using System.Collections.Immutable;
using System.Text.Json;
using Weft.Model;

namespace Weft.Cli.Tests;

[Collection(nameof(ShowTests))]
public sealed class DrainTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-drain-").FullName;
    private readonly List<FakeNode> _nodes = [];
    private readonly List<string> _acts = [];
    private string _state = "serving";

    [Fact]
    public void A_node_that_everybody_can_go_around_is_drained_and_that_is_all()
    {
        Drainable(Empty);
        Others(via: "spine2");
        (int exit, string output, string error) = Weft("drain", "spine1");
        Assert.Equal(
            """
            spine1 is drained: nobody goes through it who has another way, say 2 other nodes.

            If spine1 went away now, nothing would be cut off.
            It stays drained, over restarts too, until weft undrain spine1.

            """.ReplaceLineEndings("\n"),
            output);
        Assert.Equal(("", 0), (error, exit));
        Assert.Equal(["drain"], _acts);
    }

    [Fact]
    public void What_would_be_cut_off_is_named_and_the_exit_code_says_so()
    {
        Drainable(Empty with
        {
            CutOff = [["leaf1"], ["leaf8", "leaf9"]],
            Hosts = [Host("vm-a", "leaf1"), Host("vm-a", "leaf1"), .. Enumerable.Range(1, 10).Select(i => Host($"vm-{i}", "spine1"))],
            Prefixes = ["0.0.0.0/0"],
            Outside = ["core"],
        });
        (int exit, string output, _) = Weft("drain", "spine1");
        Assert.Equal(
            """
            spine1 is drained: its neighbours have acknowledged it. No other node runs on this machine: whether they have turned away was not checked.
            core outside was told by a worse MED; see there that it has turned away.

            If spine1 went away now, this would be cut off:
              node      leaf1
              nodes     leaf8, leaf9
              hosts     vm-1, vm-2, vm-3, vm-4, vm-5, vm-6, vm-7, vm-8 and 2 more at spine1
              host      vm-a at leaf1
              prefix    0.0.0.0/0, which nobody else announces
            It stays drained, over restarts too, until weft undrain spine1.

            """.ReplaceLineEndings("\n"),
            output);
        Assert.Equal(1, exit);
    }

    [Fact]
    public void Somebody_who_goes_on_through_it_although_there_is_another_way_is_waited_for()
    {
        Drainable(Empty);
        Others(via: "spine1");
        (int exit, string output, _) = Weft("drain", "spine1", "--timeout", "0");
        Assert.Equal(3, exit);
        Assert.Equal(
            "spine1 is not drained yet: drained, waits for leaf1, leaf2 to take another way.\nIt goes on; weft drain spine1 waits again.\n", output);
    }

    [Fact]
    public void Who_has_no_other_way_is_not_waited_for()
    {
        Drainable(Empty with { CutOff = [["leaf1"]] });
        Others(via: "spine1");
        (int exit, string output, _) = Weft("drain", "spine1", "--timeout", "0");
        Assert.Equal(1, exit);
        Assert.Contains("  node      leaf1\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_that_another_node_announces_too_is_waited_for()
    {
        Drainable(Empty);
        Others(via: "spine2", ["spine1"], ["spine2"]);
        Assert.Equal(3, Weft("drain", "spine1", "--timeout", "0").Exit);
    }

    [Fact]
    public void A_node_that_was_drained_already_is_said_to_have_been()
    {
        _state = "drained";
        Drainable(Empty with { SinceSeconds = 200 });
        (int exit, string output, _) = Weft("drain", "spine1");
        Assert.Equal(0, exit);
        Assert.StartsWith("spine1 was drained already, since 3m20s: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Undraining_says_that_it_serves_or_did_already()
    {
        _state = "drained";
        Drainable(Empty);
        Others(via: "spine1");
        Assert.Equal((0, "spine1 serves again, at its own metrics.\n", ""), Weft("undrain", "spine1"));
        Assert.Equal((0, "spine1 was serving already.\n", ""), Weft("undrain", "spine1"));
        Assert.Equal(["undrain", "undrain"], _acts);
    }

    [Fact]
    public void A_node_that_does_not_answer_makes_it_a_part()
    {
        Drainable(Empty);
        Others(via: "spine2");
        File.WriteAllText(Path.Combine(_folder, "leaf9.sock"), "nobody listens");
        (int exit, string output, _) = Weft("drain", "spine1");
        Assert.Equal(4, exit);
        Assert.Contains("say 2 other nodes. No answer from leaf9.", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_is_one_document_with_what_the_node_says_and_who_goes_through()
    {
        Drainable(Empty);
        Others(via: "spine1");
        (int exit, string output, _) = Weft("drain", "spine1", "--json", "--timeout", "0");
        NodeReport report = JsonSerializer.Deserialize(output, ApiJson.Default.NodeReport)!;
        Assert.Equal(("weft.drain/1", "spine1", "drained", 3), (report.Format, report.Node, report.Drain!.State, exit));
        Assert.Equal(["leaf1", "leaf2"], report.Drain.Through!.Value);
    }

    [Fact]
    public void A_node_that_does_not_run_here_is_not_guessed()
    {
        Drainable(Empty);
        (int exit, string output, string error) = Weft("drain", "spine11");
        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("weft drain: there is no running node 'spine11'; did you mean", error, StringComparison.Ordinal);
        Assert.Empty(_acts);
    }

    [Fact]
    public void Without_any_node_nothing_is_tried() =>
        Assert.Equal((5, "", "weft drain: no node runs on this machine, or this user may not see it\n"), Weft("drain", "spine1"));

    [Fact]
    public void A_refusal_is_told_as_the_node_gave_it()
    {
        _nodes.Add(new FakeNode(Path.Combine(_folder, "spine1.sock"), request =>
        [
            request.Do is null ? Report(request, Empty) : new NodeReport { Format = ApiFormat.Of(ApiFormat.Error), At = Start, Error = "not permitted: it is so" },
        ]));
        Assert.Equal((5, "", "weft drain: spine1: not permitted: it is so\n"), Weft("drain", "spine1"));
    }

    [Fact]
    public void A_socket_where_nobody_listens_is_named()
    {
        string path = Path.Combine(_folder, "gone.sock");
        (int exit, _, string error) = Weft("undrain", "spine1", "--socket", path);
        Assert.Equal(5, exit);
        Assert.StartsWith($"weft undrain: spine1: spine1 does not answer at {path}: ", error, StringComparison.Ordinal);
        Assert.Equal(2, Weft("drain", "spine1", "--timeout", "-1").Exit);
    }

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private static DrainReport Empty => new()
    {
        Node = "spine1",
        State = "serving",
        Burden = 0,
        WaitsFor = [],
        CutOff = [],
        Hosts = [],
        Prefixes = [],
        Outside = [],
    };

    private static HostReport Host(string name, string at) => new()
    {
        Node = "spine1",
        Address = "10.1.0.1",
        Mac = "02:00:00:00:00:12",
        Name = name,
        Vrf = "default",
        Subnet = "web",
        At = at,
        State = "remote",
        Epoch = 1,
        Moves = 0,
    };

    private static NodeReport Report(ApiRequest request, DrainReport drain) => new() { Format = ApiFormat.Of(request.Get), Node = "spine1", At = Start, Drain = drain };

    private void Drainable(DrainReport report) => _nodes.Add(new FakeNode(Path.Combine(_folder, "spine1.sock"), request =>
    {
        if (request.Do is { } act)
        {
            _acts.Add(act);
            _state = act == ApiFormat.DoDrain ? "drained" : "serving";
        }

        return [Report(request, report with { State = _state })];
    }));

    /// <summary>Two leaves that lead to each other by a spine, and what they see of a prefix.</summary>
    private void Others(string via, ImmutableArray<string>? origins = null, ImmutableArray<string>? otherOrigins = null)
    {
        foreach ((string node, string other) in new[] { ("leaf1", "leaf2"), ("leaf2", "leaf1") })
        {
            _nodes.Add(new FakeNode(Path.Combine(_folder, $"{node}.sock"), request =>
            [
                new NodeReport
                {
                    Format = ApiFormat.Of(request.Get),
                    Node = node,
                    At = Start,
                    Paths = [PathOf(node, other, via), PathOf(node, "spine1", "spine1")],
                    Prefixes = origins is null
                        ? []
                        : [new IsisRouteReport { Node = node, Vrf = "default", Prefix = "0.0.0.0/0", Cost = 1, Origins = origins.Value, OtherOrigins = otherOrigins ?? [] }],
                },
            ]));
        }
    }

    private static SpfReport PathOf(string from, string to, string via) => new()
    {
        Node = from,
        To = to,
        SystemId = "0000.0000.0001",
        Cost = 20,
        NextHops = [new NextHopReport("fab0", "fe80::1", via)],
        Claims = 0,
    };

    private (int Exit, string Output, string Error) Weft(params string[] arguments)
    {
        Environment.SetEnvironmentVariable("WEFT_RUN", _folder);
        return WeftProcess.Run("", arguments);
    }
}
