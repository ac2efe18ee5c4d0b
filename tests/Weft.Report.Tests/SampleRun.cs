using System.Collections.Immutable;
using System.Text.Json;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Report.Tests;

/// <summary>A run as a simulator or a lab would record it, made by hand.</summary>
internal static class SampleRun
{
    private const string Text = """
        fabric: t
        sites: [dc1, dc2]
        nodes:
          leaf1: { site: dc1 }
          leaf2: { site: dc1 }
          leaf3: { site: dc2 }
          spine1: { site: dc1, role: spine }
          spine2: { site: dc2, role: spine }
          edge1: { site: dc1, role: edge }
          edge2: { site: dc2, role: edge }
        links:
          - leaf1, leaf2, edge1 -- spine1
          - leaf3, edge2 -- spine2
          - edge1 -- edge2
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
        hosts:
          a: { at: leaf1:swp1, subnet: web }
          b: { at: leaf2:swp1, subnet: web }
        ports:
          leaf3: { swp1: web }
        outside:
          isp: { as: 65100, edges: [edge1, edge2], clients: { ext: {} } }
        """;

    public static Fabric Fabric { get; } = FabricFile.Load(Text).Fabric ?? throw new InvalidOperationException("the sample has faults");

    /// <summary>One story of one move; the claim about the path holds or fails.</summary>
    public static RunRecord Create(bool holds, string says = "A host moves.", string host = "b")
    {
        MoveStep move = new(7, host, new LinkEnd("leaf3", "swp1"), AnnouncementKind.None, OldPort.Keeps, false);
        PathClaim claim = new("x-path", new Pair("ext", host), AddressFamily.Ipv4, ["isp", "edge2", "spine2", "leaf3"]);
        ForwardingPath before = Path("ext", host, "isp", "edge1", "spine1", "leaf2");
        ForwardingPath during = new(["ext", "isp", "edge1", "spine1", "leaf2"], false, []);
        ForwardingPath after = Path("ext", host, "isp", "edge2", "spine2", "leaf3");
        Story story = new("move", says, "t", true, [move, new ClaimStep(9, claim)], "stories/move.yaml");
        ClaimResult result = new()
        {
            Claim = claim,
            Place = "stories/move.yaml:9",
            Holds = holds,
            What = "path",
            Measured = "isp - edge2 - spine2 - leaf3",
            Limit = "isp - edge2 - spine2 - leaf3",
            Path = holds ? after : before,
            Details = ["expected  this", "got       that"],
        };
        StoryRecord record = new()
        {
            Result = new StoryResult(story, [result], null, Ms(2000)),
            Acts = [new ActRecord(move, Ms(500), Ms(501))],
            Claims = [new ClaimRecord(result, Ms(900))],
            Flows = [Flow(host, before, during, after)],
            Told = [new ToldRecord(Ms(502), "leaf3", "host-moved", "10.1.0.12", "10.1.0.12 moved", EventSeverity.Information), new ToldRecord(Ms(503), "leaf2", "host-conflict", "x", "two of them", EventSeverity.Alarm)],
            Moves = [Move(host)],
        };
        return new RunRecord { Fabric = Fabric, Runtime = "simulator, virtual time", Seed = 1, Again = "weft sim run t --seed 1", Duration = Ms(2000), Stories = [record] };
    }

    public static string Json(RunRecord run)
    {
        RunReport report = new()
        {
            Format = RunReport.SimulatorFormat,
            Fabric = run.Fabric.Name,
            Seed = run.Seed,
            Holds = run.Holds,
            DurationSeconds = run.Duration.TotalSeconds,
            Stories = [.. run.Stories.Select(story => StoryReport.Of(story.Result))],
        };
        return JsonSerializer.Serialize(report, RunReportJson.Default.RunReport);
    }

    public static ForwardingPath Path(string from, string to, params ImmutableArray<string> via) => new([from, .. via, to], true, []);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    private static FlowRecord Flow(string host, ForwardingPath before, ForwardingPath during, ForwardingPath after) => new()
    {
        Id = "x",
        Pair = new Pair("ext", host),
        Family = AddressFamily.Ipv4,
        Opened = Ms(0),
        Closed = Ms(2000),
        Sent = 2000,
        Lost = 12,
        Losses = [new LossRun(Ms(500), Ms(511), 12)],
        LongestGap = Ms(13),
        LongestGapAt = Ms(512),
        Ways = [new WayRun(Ms(0), Ms(499), 500, before, null), new WayRun(Ms(500), Ms(511), 12, during, "dropped by leaf2: NoRoute"), new WayRun(Ms(512), Ms(2000), 1488, after, null)],
    };

    private static MoveRecord Move(string host) => new()
    {
        Host = host,
        From = new LinkEnd("leaf2", "swp1"),
        To = new LinkEnd("leaf3", "swp1"),
        Line = 7,
        At = Ms(500),
        Lanes = [new(host, LaneRole.Host), new("leaf3", LaneRole.NewLeaf), new("spine2", LaneRole.Spine), new("leaf2", LaneRole.OldLeaf)],
        Moments =
        [
            new(Ms(0), MomentKind.Plug, host, null, "leaves leaf2:swp1 for leaf3:swp1"),
            new(Ms(0.3), MomentKind.Packet, host, "leaf3", "first packet"),
            new(Ms(0.4), MomentKind.Confirm, "leaf3", null, "epoch 2"),
            new(Ms(0.5), MomentKind.Claim, "leaf3", "spine2", "10.1.0.12 epoch 2"),
            new(Ms(2.5), MomentKind.Yield, "leaf2", null, "better claim"),
        ],
        LeftOut = 2,
    };
}
