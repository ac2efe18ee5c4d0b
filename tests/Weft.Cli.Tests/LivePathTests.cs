using System.Collections.Immutable;
using System.Text.Json;
using Weft.Model;

namespace Weft.Cli.Tests;

[Collection(nameof(ShowTests))]
public sealed class LivePathTests : IDisposable
{
    private const string Address = "10.1.0.12";

    private readonly string _folder = Directory.CreateTempSubdirectory("weft-live-").FullName;
    private readonly List<FakeNode> _nodes = [];

    public LivePathTests() => File.WriteAllText(
        FabricFilePath,
        """
        fabric: three
        nodes: { leaf1: {}, leaf2: {}, spine1: { role: spine } }
        links: ["leaf1, leaf2 -- spine1"]
        subnets:
          web: { vlan: 10, gateway: 10.1.0.1/24 }
        hosts:
          vm-a: { at: "leaf1:swp1", subnet: web }
          vm-b: { at: "leaf2:swp1", subnet: web }
        ports:
          leaf1: { swp2: web }
        """);

    [Fact]
    public void Tables_that_lead_where_the_file_would_are_told_hop_by_hop()
    {
        Answer("leaf1", [HostAt("leaf1", "swp1", "vm-a", "10.1.0.11")], ("10.1.0.11", Here("leaf1", "swp1")), (Address, Via("leaf1", "spine1")));
        Answer("leaf2", [HostAt("leaf2", "swp1", "vm-b", Address)], ("10.1.0.11", Via("leaf2", "spine1")), (Address, Here("leaf2", "swp1")));
        Answer("spine1", [], ("10.1.0.11", Via("spine1", "leaf1")), (Address, Via("spine1", "leaf2")));
        (int exit, string output, string error) = AskPath("vm-a", "vm-b");
        Assert.Equal(
            """
            vm-a -> vm-b 10.1.0.12 udp: delivered                          from the tables of running nodes

             #  NODE    IN         DECISION                                  OUT        ECMP
             1  vm-a    -          at leaf1 swp1: binding 10.1.0.11 epoch 1  -
             2  leaf1   swp1       host route 10.1.0.12/32 epoch 3           to-spine1  1/1
             3  spine1  to-leaf1   host route 10.1.0.12/32 epoch 3           to-leaf2   1/1
             4  leaf2   to-spine1  binding 10.1.0.12 epoch 3                 swp1

            DC crossings 0 (needed: 0)   back: same nodes, delivered
            as the file has it, there and back

            """.ReplaceLineEndings("\n"),
            output);
        Assert.Equal((0, ""), (exit, error));
    }

    [Fact]
    public void A_way_that_the_file_would_not_have_is_shown_beside_it_with_what_is_not_as_the_file_has_it()
    {
        Answer("leaf1", [HostAt("leaf1", "swp1", "vm-a", "10.1.0.11"), HostAt("leaf1", "swp2", "vm-b", Address)], ("10.1.0.11", Here("leaf1", "swp1")), (Address, Here("leaf1", "swp2")));
        Answer("leaf2", []);
        Answer("spine1", []);
        (int exit, string output, _) = AskPath("vm-a", "vm-b");
        Assert.Contains(
            """
            there, not as the file has it:
              file   vm-a - leaf1 - spine1 - leaf2 - vm-b
              live   vm-a - leaf1 - vm-b
                                    ^
            """.ReplaceLineEndings("\n"),
            output,
            StringComparison.Ordinal);
        Assert.Contains("because  vm-b is at leaf1:swp2, the file has it at leaf2:swp1\n", output, StringComparison.Ordinal);
        Assert.Equal(0, exit);

        (_, output, _) = AskPath("vm-a", "vm-b", "--json");
        JsonElement document = JsonDocument.Parse(output).RootElement;
        Assert.Equal(("live", false), (document.GetProperty("source").GetString(), document.GetProperty("sameAsFile").GetBoolean()));
        Assert.Equal("vm-b is at leaf1:swp2, the file has it at leaf2:swp1", document.GetProperty("because")[0].GetString());
        Assert.Equal(2, document.GetProperty("there").GetProperty("hops").GetArrayLength());
        Assert.Equal(4, document.GetProperty("forecast").GetProperty("hops").GetArrayLength());
    }

    [Fact]
    public void A_node_on_the_way_that_does_not_answer_ends_it_and_makes_the_answer_a_part()
    {
        Answer("leaf1", [HostAt("leaf1", "swp1", "vm-a", "10.1.0.11")], (Address, Via("leaf1", "spine1")));
        Answer("leaf2", [HostAt("leaf2", "swp1", "vm-b", Address)], ("10.1.0.11", Via("leaf2", "spine1")));
        (int exit, string output, _) = AskPath("vm-a", "vm-b");
        Assert.StartsWith("vm-a -> vm-b 10.1.0.12 udp: spine1 does not answer ", output, StringComparison.Ordinal);
        Assert.Contains("because  spine1 does not answer\nno answer from spine1\n", output, StringComparison.Ordinal);
        Assert.Equal(4, exit);
    }

    [Fact]
    public void A_loop_and_a_missing_route_are_called_by_their_names()
    {
        Answer("leaf1", [HostAt("leaf1", "swp1", "vm-a", "10.1.0.11")], ("10.1.0.11", Here("leaf1", "swp1")), (Address, Via("leaf1", "spine1")));
        Answer("leaf2", [HostAt("leaf2", "swp1", "vm-b", Address)]);
        Answer("spine1", [], (Address, Via("spine1", "leaf1")));
        (int exit, string output, _) = AskPath("vm-a", "vm-b");
        Assert.StartsWith("vm-a -> vm-b 10.1.0.12 udp: loop at leaf1 ", output, StringComparison.Ordinal);
        Assert.Contains("back: no route at leaf2", output, StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }

    [Fact]
    public void Without_a_running_node_it_says_so_and_what_would_be_is_not_asked_of_nodes()
    {
        (int exit, _, string error) = AskPath("vm-a", "vm-b");
        Assert.Equal((5, "weft path: no node of three runs here; weft lab up brings them up, and without --live the file is asked\n"), (exit, error));
        (exit, _, error) = AskPath("vm-a", "vm-b", "--fail", "node:spine1");
        Assert.Equal((2, "weft path: --fail asks what would be, and running nodes know what is; name a fabric and leave --live out\n"), (exit, error));
    }

    public void Dispose()
    {
        _nodes.ForEach(node => node.Dispose());
        Directory.Delete(_folder, recursive: true);
    }

    private string FabricFilePath => Path.Combine(_folder, "three.yaml");

    private (int Exit, string Output, string Error) AskPath(params string[] arguments)
    {
        Environment.SetEnvironmentVariable("WEFT_RUN", _folder);
        return WeftProcess.Run("", ["path", FabricFilePath, arguments[0], arguments[1], "--live", .. arguments[2..]]);
    }

    private void Answer(string node, ImmutableArray<HostReport> hosts, params (string Address, ExplainReport Row)[] rows) =>
        _nodes.Add(new FakeNode(Path.Combine(_folder, $"{node}.sock"), request =>
        [
            new NodeReport
            {
                Format = ApiFormat.Of(request.Get),
                Node = node,
                At = DateTimeOffset.UnixEpoch,
                Hosts = request.Get == ApiFormat.Hosts ? hosts : null,
                Status = request.Get == ApiFormat.Status ? StatusOf(node) : null,
                Neighbors = request.Get == ApiFormat.Neighbors ? [] : null,
                Explanations = request.Get == ApiFormat.Explain
                    ? [rows.FirstOrDefault(row => row.Address == request.Address).Row is { } row ? row with { Address = request.Address! } : Nothing(node) with { Address = request.Address! }]
                    : null,
            },
        ]));

    private static HostReport HostAt(string node, string port, string name, string address) => new()
    {
        Node = node,
        Address = address,
        Mac = "02:00:00:00:00:12",
        Name = name,
        Vrf = "default",
        Subnet = "web",
        At = node,
        Port = port,
        State = "confirmed",
        Epoch = 1,
        Moves = 0,
    };

    private static StatusReport StatusOf(string node) => new()
    {
        Node = node,
        Site = "default",
        Role = "leaf",
        Version = "1.0.0",
        Pid = 1,
        Ready = true,
        Settled = true,
        ReadyAfterSeconds = 0,
        UptimeSeconds = 1,
        Driver = "plain",
        AdjacenciesUp = 1,
        FabricPorts = 1,
        HostsConfirmed = 1,
        Routes = 1,
        ResidentBytes = 1,
    };

    private static ExplainReport Nothing(string node) => new()
    {
        Node = node,
        Site = "default",
        Vrf = "default",
        Address = Address,
        Claims = [],
        History = [],
        Decision = "none",
        To = [],
    };

    private static ExplainReport Here(string node, string port) => Nothing(node) with { Decision = "attached", Interface = port, Claims = Claim };

    private static ExplainReport Via(string node, string neighbor) => Nothing(node) with
    {
        Decision = "route",
        Claims = Claim,
        Route = new RouteReport
        {
            Node = node,
            Vrf = "default",
            Prefix = $"{Address}/32",
            Metric = 100,
            Discard = false,
            NextHops = [new NextHopReport($"to-{neighbor}", "fe80::1", neighbor)],
        },
    };

    private static ImmutableArray<ClaimReport> Claim => [new ClaimReport { Origin = "leaf2", Epoch = 3, Mac = "02:00:00:00:00:12", Tentative = false, Verdict = "wins" }];
}
