using Weft.Model;

namespace Weft.Cli;

/// <summary>The table of access policies.</summary>
internal static class PolicyTables
{
    public static RowTable<PolicyReport> Policies() => new(
        ApiFormat.Policies,
        "Access policies: what each rule says, and how many packets it took.",
        report => report.Policies,
        (report, rows) => report with { Policies = rows },
        _ =>
        [
            new("NODE", row => row.Node, 1),
            new("POLICY", row => row.Policy),
            new("DIRECTION", row => row.Direction),
            new("RULE", row => row.Rule),
            new("NAME", row => row.Name ?? CellText.None, 4),
            new("SAYS", row => row.Says, 3),
            new("LINE", row => CellText.Number(row.Line), 5) { IsRight = true, Key = row => row.Line },
            new("HOSTS", row => CellText.Number(row.Hosts), 2) { IsRight = true, Key = row => row.Hosts },
            new("PACKETS", row => CellText.Number(row.Packets)) { IsRight = true, Key = row => row.Packets },
        ],
        rows => $"{CellText.Of(rows.Select(row => row.Policy).Distinct().Count(), "policy", "policies")}, {CellText.Of((int)Math.Min(int.MaxValue, rows.Where(row => row.Rule == "denied").Sum(row => row.Packets)), "packet")} denied")
    {
        // The order of the file is the order of the rules.
        Order = (a, b) => string.CompareOrdinal(a.Node, b.Node),
    };
}
