using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Cli;

/// <summary>The tables of <c>weft show isis</c>.</summary>
internal static class IsisTables
{
    public static IReadOnlyList<ShowTable> All { get; } = [Neighbors(), Database(), Spf(), Routes(), Fragments()];

    private static RowTable<NeighborReport> Neighbors() => new(
        ApiFormat.Neighbors, "Adjacencies and what is owed to each neighbour.", report => report.Neighbors, (report, rows) => report with { Neighbors = rows },
        utc =>
        [
            new("NODE", row => row.Node, 1),
            new("PORT", row => row.Port),
            new("NEIGHBOR", row => row.Neighbor ?? CellText.None),
            new("STATE", row => row.State),
            new("SINCE", row => CellText.Since(utc, row.Since, row.SinceSeconds)) { IsRight = true, Key = row => row.SinceSeconds ?? 0 },
            new("HOLD", row => row.HoldSeconds is { } hold ? Seconds(hold) : CellText.None, 3) { IsRight = true, Key = row => row.HoldSeconds ?? 0 },
            new("UNACKED", row => row.Unacknowledged is { } count ? CellText.Number(count) : CellText.None, 2) { IsRight = true, Key = row => row.Unacknowledged ?? 0 },
            new("LEVEL", row => CellText.Number(row.Level), Column<NeighborReport>.WideOnly) { IsRight = true, Key = row => row.Level },
            new("METRIC", row => CellText.Number(row.Metric), 4) { IsRight = true, Key = row => row.Metric },
            new("SYSTEM ID", row => row.SystemId ?? CellText.None, 5),
            new("ADDRESS", row => row.Address ?? CellText.None, Column<NeighborReport>.WideOnly),
        ],
        rows => $"{CellText.Of(rows.Length, "circuit")}, {rows.Count(row => row.State == "up")} up")
    {
        CommandName = "neighbors",
    };

    private static RowTable<LspReport> Database() => new(
        ApiFormat.IsisDatabase, "The link-state database; --detail shows every LSP in full.", report => report.Lsps, (report, rows) => report with { Lsps = rows },
        _ =>
        [
            new("NODE", row => row.Node, 4),
            new("LSP", row => row.Lsp),
            new("SEQUENCE", row => $"0x{row.Sequence:x8}") { Key = row => row.Sequence },
            new("CHECKSUM", row => row.Checksum, 1),
            new("LIFETIME", row => row.Purge ? "purged" : Seconds(row.LifetimeSeconds)) { IsRight = true, Key = row => row.LifetimeSeconds },
            new("LENGTH", row => CellText.Number(row.Length), 2) { IsRight = true, Key = row => row.Length },
            new("FLAGS", row => string.Join(' ', FlagsOf(row)), 3),
            new("ID", row => row.Id, Column<LspReport>.WideOnly),
        ],
        rows => $"{CellText.Of(rows.Length, "LSP")} of {CellText.Of(rows.Select(row => row.Id.Split('-')[0]).Distinct().Count(), "system")}, {rows.Count(row => row.Purge)} purged")
    {
        CommandName = "database",
        HasDetail = true,
        Below = row => row.Detail is { IsDefault: false } lines ? lines : [],
    };

    private static RowTable<SpfReport> Spf() => new(
        ApiFormat.IsisSpf, "Shortest paths to the other nodes.", report => report.Paths, (report, rows) => report with { Paths = rows },
        _ =>
        [
            new("NODE", row => row.Node, 1),
            new("TO", row => row.To),
            new("FAMILY", row => row.Family ?? "both", 4),
            new("COST", row => row.Cost is { } cost ? CellText.Number(cost) : "unreachable") { IsRight = true, Key = row => row.Cost ?? uint.MaxValue },
            new("VIA", row => CellText.Via(row.NextHops)),
            new("CLAIMS", row => CellText.Number(row.Claims), 2) { IsRight = true, Key = row => row.Claims },
            new("SYSTEM ID", row => row.SystemId, 3),
        ],
        rows => $"{CellText.Of(rows.Length, "path")}, {rows.Count(row => row.Cost is null)} unreachable")
    {
        CommandName = "spf",
    };

    private static RowTable<IsisRouteReport> Routes() => new(
        ApiFormat.IsisRoutes, "Prefixes that others announce, and who is nearest.", report => report.Prefixes, (report, rows) => report with { Prefixes = rows },
        _ =>
        [
            new("NODE", row => row.Node, 1),
            new("VRF", row => row.Vrf, 3),
            new("PREFIX", row => row.Prefix) { Key = row => new AddressKey(IpPrefix.Parse(row.Prefix).Address) },
            new("COST", row => row.Cost is { } cost ? CellText.Number(cost) : CellText.None) { IsRight = true, Key = row => row.Cost ?? uint.MaxValue },
            new("FROM", row => row.Origins.IsEmpty ? CellText.None : string.Join(", ", row.Origins)),
            new("ALSO", row => row.OtherOrigins.IsEmpty ? CellText.None : string.Join(", ", row.OtherOrigins), 2),
        ],
        rows => CellText.Of(rows.Length, "prefix", "prefixes"))
    {
        CommandName = "routes",
    };

    private static RowTable<FragmentReport> Fragments() => new(
        ApiFormat.IsisFragments, "The node's own LSPs and what is in them.", report => report.Fragments, (report, rows) => report with { Fragments = rows },
        _ =>
        [
            new("NODE", row => row.Node, 1),
            new("LSP", row => row.Lsp) { Key = row => row.Number },
            new("SEQUENCE", row => $"0x{row.Sequence:x8}") { Key = row => row.Sequence },
            new("OCTETS", row => $"{row.Length}/{row.Capacity}") { IsRight = true, Key = row => row.Length },
            new("LINKS", row => CellText.Number(row.Links)) { IsRight = true, Key = row => row.Links },
            new("PREFIXES", row => CellText.Number(row.Prefixes)) { IsRight = true, Key = row => row.Prefixes },
            new("HOSTS", row => CellText.Number(row.Claims)) { IsRight = true, Key = row => row.Claims },
            new("REFRESH IN", row => row.RefreshSeconds is { } seconds ? Seconds(seconds) : CellText.None, 2) { IsRight = true, Key = row => row.RefreshSeconds ?? 0 },
        ],
        rows => $"{CellText.Of(rows.Length, "fragment")}, {CellText.Of(rows.Sum(row => row.Claims), "host address", "host addresses")}")
    {
        CommandName = "fragments",
    };

    private static IEnumerable<string> FlagsOf(LspReport row)
    {
        if (row.Own)
        {
            yield return "own";
        }

        if (row.Overload)
        {
            yield return "overload";
        }
    }

    private static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s");
}
