using System.Globalization;
using Weft.Lab;

namespace Weft.Cli;

/// <summary>The report of <c>weft bench isis</c> as a table: the middle value, the range, and what was aimed at.</summary>
internal static class IsisBenchText
{
    private const double Mebi = 1024 * 1024;

    public static void Write(TextWriter writer, IsisBenchReport report)
    {
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Linux {report.Kernel}, {report.Processors} processors, load {report.LoadBefore:0.0} before and {report.LoadAfter:0.0} after"));
        writer.WriteLine($"  {"WHAT",-52} {"MEDIAN",10} {"RANGE",20} {"RUNS",5}  AIM");
        foreach (IsisBenchLoadRow row in report.Loads)
        {
            string what = $"{row.Daemon}: {row.Routes} routes, {row.Kind.ToString().ToLowerInvariant()}";
            Line(writer, $"{what}, ms", row.Milliseconds, 1, "0", row.Kind == IsisBenchLoadKind.Relay ? "" : "1500");
            if (row.RelayMilliseconds is { } relay)
            {
                Line(writer, $"{what}: {row.Lsps} LSPs passed on, ms", relay, 1, "0", "");
            }

            Line(writer, $"{what}: memory, MiB", row.ResidentOctets, Mebi, "0.0", "100");
            writer.WriteLine($"  {$"{what}: LSPs sent again",-52} {row.SentAgain,10}{(row.RelayMilliseconds is null ? "" : $", {row.RelayedAgain} passed on again")}");
            if (row.Missing > 0)
            {
                writer.WriteLine($"  {$"{what}: routes that never came",-52} {row.Missing,10}");
            }
        }

        foreach (IsisBenchChangeRow row in report.Changes)
        {
            Line(writer, $"{row.Daemon}: one more host among {row.Routes}, ms", row.ArriveMilliseconds, 1, "0.00", "2, worst 10");
            Line(writer, $"{row.Daemon}: one of {row.Routes} hosts moves, ms", row.MoveMilliseconds, 1, "0.00", "2, worst 10");
        }

        foreach (IsisBenchFailureRow row in report.Failures)
        {
            string what = $"{row.Daemon}: link with {row.Routes} routes, {row.Kind.ToString().ToLowerInvariant()}";
            Line(writer, $"{what}, ms", row.Milliseconds, 1, "0.0", "20");
            Line(writer, $"{what}: changes", row.Changes, 1, "0", "");
            Line(writer, $"{what}: deletes", row.Deletes, 1, "0", "0");
        }

        WriteRatios(writer, report);
        foreach (string fault in report.Faults)
        {
            writer.WriteLine($"  not measured: {fault}");
        }
    }

    /// <summary>How much longer FRR took in the same run.</summary>
    private static void WriteRatios(TextWriter writer, IsisBenchReport report)
    {
        foreach (IGrouping<IsisBenchLoadKind, IsisBenchLoadRow> rows in report.Loads.GroupBy(row => row.Kind).Where(rows => rows.Count() == 2))
        {
            Ratio(writer, $"all routes, {rows.Key.ToString().ToLowerInvariant()}", rows.Last().Milliseconds, rows.First().Milliseconds);
            Ratio(writer, $"memory, {rows.Key.ToString().ToLowerInvariant()}", rows.Last().ResidentOctets, rows.First().ResidentOctets);
        }

        if (report.Changes is [var own, var peer])
        {
            Ratio(writer, "one more host", peer.ArriveMilliseconds, own.ArriveMilliseconds);
            Ratio(writer, "one move", peer.MoveMilliseconds, own.MoveMilliseconds);
        }

        foreach (IGrouping<IsisBenchFailureKind, IsisBenchFailureRow> rows in report.Failures.GroupBy(row => row.Kind).Where(rows => rows.Count() == 2))
        {
            Ratio(writer, $"link failure, {rows.Key.ToString().ToLowerInvariant()}", rows.Last().Milliseconds, rows.First().Milliseconds);
        }
    }

    private static void Ratio(TextWriter writer, string what, NodeBenchFigure peer, NodeBenchFigure own) =>
        writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {$"{what}: isisd to weftd",-52} {peer.Median / own.Median,10:0.0}"));

    private static void Line(TextWriter writer, string what, NodeBenchFigure figure, double unit, string format, string aim)
    {
        string Text(double value) => (value / unit).ToString(format, CultureInfo.InvariantCulture);
        writer.WriteLine($"  {what,-52} {Text(figure.Median),10} {$"{Text(figure.Minimum)} to {Text(figure.Maximum)}",20} {figure.Runs,5}  {aim}".TrimEnd());
    }
}
