using System.Text.Json;
using Weft.Model;

namespace Weft.Cli.Tests;

[Collection(nameof(ShowTests))]
public sealed class ShowTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("weft-show-").FullName;
    private readonly List<FakeNode> _nodes = [];

    public ShowTests() => Environment.SetEnvironmentVariable("WEFT_RUN", _folder);

    [Fact]
    public void Hosts_are_a_table_with_counts_and_freshness_in_the_last_line()
    {
        StartLeaf("leaf1", Host("leaf1", "10.1.0.12", "vm-b"), Host("leaf1", "2001:db8::12", "vm-b"));
        (int exit, string output, string error) = WeftProcess.Run("", "show", "hosts", "--node", "leaf1");
        string[] lines = output.Split('\n');
        Assert.Equal("NAME  ADDRESS       MAC                SUBNET  AT          STATE      SINCE  MOVES  EVIDENCE", lines[0]);
        Assert.Equal("vm-b  10.1.0.12     02:00:00:00:00:12  web     leaf1 swp1  confirmed  3d04h      1  announcement", lines[1]);
        Assert.StartsWith("1 host, 2 addresses: 2 confirmed.     1 of 1 nodes answered, ", lines[^2], StringComparison.Ordinal);
        Assert.Equal("", error);
        Assert.Equal(0, exit);
        Assert.DoesNotContain('\e', output);
    }

    [Fact]
    public void Json_is_one_document_with_its_format()
    {
        StartLeaf("leaf1", Host("leaf1", "10.1.0.12", "vm-b"));
        (int exit, string output, _) = WeftProcess.Run("", "show", "hosts", "--node", "leaf1", "--json");
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("weft.hosts/1", document.RootElement.GetProperty("format").GetString());
        JsonElement host = document.RootElement.GetProperty("hosts")[0];
        Assert.Equal(273_600, host.GetProperty("sinceSeconds").GetDouble());
        Assert.Equal("2026-01-02T03:04:05+00:00", host.GetProperty("since").GetString());
        Assert.Equal(0, exit);
    }

    [Fact]
    public void Several_nodes_are_joined_and_sorted_by_address()
    {
        StartLeaf("leaf1", Host("leaf1", "10.1.0.9", "vm-a"), Host("leaf2", "10.1.0.12", "vm-b"));
        StartLeaf("leaf2", Host("leaf1", "10.1.0.9", "vm-a"), Host("leaf2", "10.1.0.12", "vm-b"), Host("leaf2", "10.1.0.2", "vm-c"));
        (int exit, string output, _) = WeftProcess.Run("", "show", "hosts", "--all");
        Assert.Equal(["10.1.0.2", "10.1.0.9", "10.1.0.12"], output.Split('\n').Skip(1).Take(3).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]));
        Assert.Contains("2 of 2 nodes answered", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);
    }

    [Fact]
    public void A_node_that_does_not_answer_makes_the_answer_partial()
    {
        StartLeaf("leaf1", Host("leaf1", "10.1.0.9", "vm-a"));
        File.WriteAllText(Path.Combine(_folder, "leaf2.sock"), "");
        (int exit, string output, string error) = WeftProcess.Run("", "show", "hosts", "--all", "--json");
        Assert.Equal(4, exit);
        Assert.Contains("leaf2 does not answer", error, StringComparison.Ordinal);
        using JsonDocument document = JsonDocument.Parse(output);
        Assert.Equal("leaf2", document.RootElement.GetProperty("partial")[0].GetString());
        Assert.Equal(1, document.RootElement.GetProperty("hosts").GetArrayLength());
    }

    [Fact]
    public void When_nobody_answers_it_could_not_run()
    {
        File.WriteAllText(Path.Combine(_folder, "leaf2.sock"), "");
        (int exit, string output, string error) = WeftProcess.Run("", "show", "status", "--node", "leaf2");
        Assert.Equal(5, exit);
        Assert.Equal("", output);
        Assert.Contains("leaf2 does not answer", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_does_not_run_is_named_with_those_that_do()
    {
        StartLeaf("leaf1");
        (int exit, _, string error) = WeftProcess.Run("", "show", "hosts", "--node", "leaf7");
        Assert.Equal(2, exit);
        Assert.Contains("there is no running node 'leaf7'; running here: leaf1", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_can_be_sorted_by_a_column_and_shown_wide()
    {
        StartLeaf("leaf1", Host("leaf1", "10.1.0.9", "vm-a"), Host("leaf1", "10.1.0.12", "vm-b") with { Moves = 41 });
        (_, string output, _) = WeftProcess.Run("", "show", "hosts", "--sort=-moves", "-o", "wide");
        Assert.Contains("EPOCH", output, StringComparison.Ordinal);
        Assert.StartsWith("vm-b", output.Split('\n')[1], StringComparison.Ordinal);
        (int exit, _, string error) = WeftProcess.Run("", "show", "hosts", "--sort", "colour");
        Assert.Equal(2, exit);
        Assert.Contains("there is no column 'colour' to sort by; there are name, address", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Watching_events_survives_a_restart_and_tells_what_was_lost()
    {
        Queue<NodeReport> lives = new([Life("first", 7, 5, 6, 7), Life("second", 9), Life("second", 9, 8, 9) with { Lost = 7 }]);
        using CancellationTokenSource stop = new();
        _nodes.Add(new FakeNode(Path.Combine(_folder, "leaf1.sock"), _ => [lives.Dequeue()]));
        List<long> shown = [];
        List<string> notes = [];
        WatchedEvents events = new(new NodeSocket("leaf1", Path.Combine(_folder, "leaf1.sock")), stop.Token);
        events.Follow(
            report =>
            {
                shown.AddRange(report.Events!.Value.Select(item => item.Sequence));
                if (lives.Count == 0)
                {
                    stop.Cancel();
                }
            },
            notes.Add);
        Assert.Equal([5L, 6, 7, 8, 9], shown);
        Assert.Equal(["leaf1 was restarted"], notes);
    }

    [Fact]
    public void A_gap_in_watched_events_is_told()
    {
        Queue<NodeReport> answers = new([Life("first", 3, 3), Life("first", 20, 19, 20) with { Lost = 15 }]);
        using CancellationTokenSource stop = new();
        _nodes.Add(new FakeNode(Path.Combine(_folder, "leaf1.sock"), _ => [answers.Dequeue()]));
        List<string> notes = [];
        WatchedEvents events = new(new NodeSocket("leaf1", Path.Combine(_folder, "leaf1.sock")), stop.Token);
        events.Follow(
            _ =>
            {
                if (answers.Count == 0)
                {
                    stop.Cancel();
                }
            },
            notes.Add);
        Assert.Equal(["lost 15 changes, resynchronised"], notes);
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59.9, "59s")]
    [InlineData(60, "1m00s")]
    [InlineData(3_599, "59m59s")]
    [InlineData(7_380, "2h03m")]
    [InlineData(273_600, "3d04h")]
    [InlineData(-1, "0s")]
    public void Ages_have_two_units_at_most(double seconds, string text) => Assert.Equal(text, Age.Text(seconds));

    [Fact]
    public void Columns_give_way_by_rank_when_the_width_is_not_enough()
    {
        Column<string>[] columns = [new("A", row => row), new("BB", row => row + row, 2), new("CCC", row => row, 1), new("D", row => row, Column<string>.WideOnly)];
        Assert.Equal("A   BB    CCC\nxy  xyxy  xy\n", TextTable.Render(columns, ["xy"], 0, wide: false, Paint.None));
        Assert.Equal("A   CCC\nxy  xy\n", TextTable.Render(columns, ["xy"], 10, wide: false, Paint.None));
        Assert.Equal("A\nxy\n", TextTable.Render(columns, ["xy"], 1, wide: false, Paint.None));
        Assert.Equal("A   BB    CCC  D\nxy  xyxy  xy   xy\n", TextTable.Render(columns, ["xy"], 1, wide: true, Paint.None));
    }

    [Fact]
    public void Neighbours_show_what_BFD_says_of_them()
    {
        NeighborReport watched = new() { Node = "edge1", Port = "dci", Neighbor = "edge2", State = "up", Level = 2, Metric = 100, Bfd = "up", BfdIntervalMs = 50, BfdDetectionMs = 150 };
        NeighborReport waiting = new() { Node = "edge1", Port = "dci2", State = "down", Level = 2, Metric = 100, Bfd = "waiting" };
        NeighborReport plain = new() { Node = "edge1", Port = "spine1", Neighbor = "spine1", State = "up", Level = 2, Metric = 10 };
        _nodes.Add(new FakeNode(
            Path.Combine(_folder, "edge1.sock"),
            request => [new NodeReport { Format = ApiFormat.Of(request.Get), Node = "edge1", At = DateTimeOffset.UtcNow, Neighbors = [watched, waiting, plain] }]));
        (int exit, string output, _) = WeftProcess.Run("", "show", "neighbors", "--node", "edge1");
        string[] lines = output.Split('\n');
        int column = lines[0].IndexOf("BFD", StringComparison.Ordinal);
        Assert.Equal(["up 50 ms", "waiting", "-"], lines[1..4].Select(line => line[column..].Split("  ")[0]));
        Assert.Equal(0, exit);
    }

    [Fact]
    public void Every_table_of_the_api_has_its_command() =>
        Assert.Equal(ApiFormat.Tables.Order(), ShowTables.All.Concat(IsisTables.All).Select(table => table.Name).Append(ApiFormat.Explain).Append(ApiFormat.RefusedFrames).Distinct().Order());

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private static NodeReport Life(string instance, long last, params long[] events) => new()
    {
        Format = "weft.events/1",
        Node = "leaf1",
        Instance = instance,
        At = DateTimeOffset.UnixEpoch,
        Sequence = last,
        Events =
        [
            .. events.Select(sequence => new EventReport
            {
                Node = "leaf1",
                Sequence = sequence,
                At = DateTimeOffset.UnixEpoch,
                AgeSeconds = 0,
                Kind = "test",
                Severity = "information",
                Subject = "x",
                Text = "x",
            }),
        ],
    };

    private static HostReport Host(string at, string address, string name) => new()
    {
        Node = at,
        Address = address,
        Mac = "02:00:00:00:00:12",
        Name = name,
        Vrf = "default",
        Subnet = "web",
        At = at,
        Port = "swp1",
        State = "confirmed",
        Evidence = "announcement",
        Epoch = 2,
        Moves = 1,
        Since = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        SinceSeconds = 273_600,
    };

    private void StartLeaf(string node, params HostReport[] hosts) => _nodes.Add(new FakeNode(
        Path.Combine(_folder, node + ".sock"),
        request => [new NodeReport { Format = ApiFormat.Of(request.Get), Node = node, At = DateTimeOffset.UtcNow, Hosts = [.. hosts] }]));
}
