using Weft.Model;
using Weft.Wire;

namespace Weft.Cli;

/// <summary>The tables of the secure edge.</summary>
internal static class EdgeTables
{
    public static RowTable<BindingReport> Bindings() => new(
        ApiFormat.Bindings,
        "Hosts that ports let in: who says that the address is theirs, and until when.",
        report => report.Bindings,
        (report, rows) => report with { Bindings = rows },
        utc =>
        [
            new("NODE", row => row.Node, 1),
            new("PORT", row => row.Port),
            new("GUARD", row => row.Guard, 2),
            new("ADDRESS", row => row.Address) { Key = row => new AddressKey(IpAddress.Parse(row.Address)) },
            new("MAC", row => row.Mac),
            new("SUBNET", row => row.Subnet, 3),
            new("SOURCE", row => row.Source),
            new("EXPIRES", row => row.ExpiresSeconds is { } left ? utc ? $"{row.Expires:u}" : $"in {Age.Text(Math.Max(0, left))}" : CellText.None)
            {
                IsRight = true, Key = row => row.ExpiresSeconds ?? double.MaxValue,
            },
        ],
        rows => $"{CellText.Of(rows.Length, "binding")}, {rows.Count(row => row.Source != "first-come")} vouched for");

    public static RowTable<ViolationReport> Violations() => new(
        ApiFormat.Violations,
        "What guarded ports refused: who, where, why, and how often.",
        report => report.Violations,
        (report, rows) => report with { Violations = rows },
        utc =>
        [
            new("NODE", row => row.Node, 1),
            new("PORT", row => row.Port),
            new("MAC", row => row.Mac),
            new("REASON", row => row.Monitored ? $"{row.Reason} (let in)" : row.Reason),
            new("COUNT", row => CellText.Number(row.Count)) { IsRight = true, Key = row => row.Count },
            new("LAST", row => CellText.Since(utc, row.Last, row.LastSeconds)) { IsRight = true, Key = row => row.LastSeconds },
            new("FRAME", row => row.Summary.Length == 0 ? CellText.None : row.Summary, 2),
        ],
        rows => $"{CellText.Of(rows.Length, "offence")}, {CellText.Of(rows.Select(row => row.Mac).Distinct().Count(), "offender")}");
}
