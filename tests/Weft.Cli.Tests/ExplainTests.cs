using System.Collections.Immutable;
using System.Text.Json;
using Weft.Model;

namespace Weft.Cli.Tests;

[Collection(nameof(ShowTests))]
public sealed class ExplainTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-explain-").FullName;
    private readonly List<FakeNode> _nodes = [];

    [Fact]
    public void A_host_that_moved_is_told_with_what_happened_who_claims_it_and_every_nodes_way()
    {
        Answer("leaf1", Elsewhere("leaf1", "spine1"));
        Answer("leaf2", Here());
        Answer("spine1", Elsewhere("spine1", "leaf2"));
        (int exit, string output, string error) = Explain("10.1.0.12", "--utc");
        Assert.Equal(
            """
            10.1.0.12 (vm-b) is at leaf2 swp3 in dc2, confirmed, epoch 2; 3 of 3 nodes lead there.

            WHEN                      NODE    WHAT                                   WHY
            2026-01-02T03:04:05.000Z  leaf2   tentative at swp3, epoch 2             moved here
            +0.4 ms                   leaf2   confirmed at swp3, epoch 2             probe answered
            +1.5 ms                   leaf1   route leads to leaf2                   epoch 2 beats 1 of leaf1
            +1.5 ms                   spine1  route leads to leaf2 instead of leaf1  epoch 2 beats 1 of leaf1

            CLAIM OF  EPOCH  MAC                STATE      VERDICT
            leaf2         2  02:00:00:00:00:12  confirmed  wins
            leaf1         1  02:00:00:00:00:12  confirmed  lower epoch

            NODE    DOES                             COST  WAY
            leaf1   routes by 10.1.0.12/32 to leaf2    20  spine1 - leaf2
            leaf2   delivers at swp3                    -  -
            spine1  routes by 10.1.0.12/32 to leaf2    20  leaf2

            home   dc1; it lives in dc2, so its own route shows the shortest way there
            more   weft show events --node leaf2   weft show hosts --node leaf2   weft show isis spf --all

            """.ReplaceLineEndings("\n"),
            output);
        Assert.Equal(("", 0), (error, exit));
    }

    [Fact]
    public void Edges_tell_whether_they_announce_the_host_outside_and_why_not_and_nodes_that_they_follow_its_home()
    {
        Answer("leaf2", Here() with { Outside = null });
        Answer("edge1", Elsewhere("edge1", "leaf2") with { Outside = "announced" });
        Answer("edge2", Elsewhere("edge2", "leaf2") with { Outside = "not announced: at home, where its subnet leads (moved)" });
        Answer("edge3", Elsewhere("edge3", "leaf2") with { Outside = "announced", To = ["leaf1", "leaf2"], FollowsHome = true });
        (_, string output, _) = Explain("10.1.0.12");
        Assert.Contains("4 of 4 nodes lead there", output, StringComparison.Ordinal);
        Assert.Contains("\nrim    edge1, edge3: announced\nrim    edge2: not announced: at home, where its subnet leads (moved)\n", output, StringComparison.Ordinal);
        Assert.Contains("edge3  follows 10.1.0.12/32 to its home, the same way", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loop_is_called_one()
    {
        Answer("leaf1", Elsewhere("leaf1", "spine1"));
        Answer("spine1", Elsewhere("spine1", "leaf1"));
        (int exit, string output, _) = Explain("10.1.0.12");
        Assert.Equal(1, exit);
        Assert.Contains("10.1.0.12 is claimed by leaf2, which was not asked or did not answer.", output, StringComparison.Ordinal);
        Assert.Contains("spine1 - leaf1 - and round again: a loop", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_stands_for_its_address_and_an_unknown_one_is_refused()
    {
        Answer("leaf2", Here());
        (int exit, string output, _) = Explain("vm-b", "--json");
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("weft.explain/1", document.RootElement.GetProperty("format").GetString());
        Assert.Equal("attached", document.RootElement.GetProperty("explanations")[0].GetProperty("decision").GetString());
        Assert.Equal(0, exit);

        (exit, _, string error) = Explain("vm-x");
        Assert.Equal("weft explain: 'vm-x' is neither an address nor a host that a node knows\n", error);
        Assert.Equal(2, exit);
    }

    [Fact]
    public void Two_places_at_once_are_named_and_not_a_yes()
    {
        Answer("leaf1", Here() with { Node = "leaf1" });
        Answer("leaf2", Here());
        (int exit, string output, _) = Explain("10.1.0.12");
        Assert.StartsWith("10.1.0.12 (vm-b) is at 2 places at once: leaf1 swp3, leaf2 swp3.\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public void What_no_node_knows_is_said_so()
    {
        Answer("leaf1", Nothing("leaf1"));
        (int exit, string output, _) = Explain("10.9.0.1");
        Assert.StartsWith("No node knows 10.1.0.12, and none has a route to it.\n", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private static ExplainReport Nothing(string node) => new()
    {
        Node = node,
        Site = "dc1",
        Vrf = "default",
        Address = "10.1.0.12",
        Claims = [],
        History = [],
        Decision = "none",
        To = [],
    };

    private static ExplainReport Elsewhere(string node, string neighbor) => Nothing(node) with
    {
        Claims = Claims,
        Decision = "route",
        Route = new RouteReport
        {
            Node = node,
            Vrf = "default",
            Prefix = "10.1.0.12/32",
            Metric = 100,
            Discard = false,
            NextHops = [new NextHopReport($"to-{neighbor}", "fe80::1", neighbor)],
        },
        To = ["leaf2"],
        Cost = 20,
        ToSince = Start.AddMilliseconds(1.5),
        Before = node == "leaf1" ? [] : ["leaf1"],
    };

    private static ExplainReport Here() => Nothing("leaf2") with
    {
        Site = "dc2",
        Home = "dc1",
        Host = TheHost,
        Claims = Claims,
        History =
        [
            new HistoryReport { At = Start, State = "tentative", Reason = "moved here", Port = "swp3", Epoch = 2 },
            new HistoryReport { At = Start.AddMilliseconds(0.4), State = "confirmed", Reason = "probe answered", Port = "swp3", Epoch = 2 },
        ],
        Decision = "attached",
        Interface = "swp3",
    };

    private static ImmutableArray<ClaimReport> Claims =>
    [
        new ClaimReport { Origin = "leaf2", Epoch = 2, Mac = "02:00:00:00:00:12", Tentative = false, Verdict = "wins" },
        new ClaimReport { Origin = "leaf1", Epoch = 1, Mac = "02:00:00:00:00:12", Tentative = false, Verdict = "lower epoch" },
    ];

    private static HostReport TheHost => new()
    {
        Node = "leaf2",
        Address = "10.1.0.12",
        Mac = "02:00:00:00:00:12",
        Name = "vm-b",
        Vrf = "default",
        Subnet = "web",
        At = "leaf2",
        Port = "swp3",
        State = "confirmed",
        Epoch = 2,
        Moves = 1,
    };

    private void Answer(string node, ExplainReport row) => _nodes.Add(new FakeNode(Path.Combine(_folder, $"{node}.sock"), request =>
    [
        new NodeReport
        {
            Format = ApiFormat.Of(request.Get),
            Node = node,
            At = Start,
            Explanations = request.Get == ApiFormat.Explain ? [row] : null,
            Hosts = request.Get == ApiFormat.Hosts ? [TheHost] : null,
        },
    ]));

    private (int Exit, string Output, string Error) Explain(params string[] arguments)
    {
        Environment.SetEnvironmentVariable("WEFT_RUN", _folder);
        return WeftProcess.Run("", ["explain", .. arguments]);
    }
}
