using System.Globalization;
using Weft.Lab;

namespace Weft.Cli;

/// <summary>The report of <c>weft bench node</c> as a table: the middle value, the range, and what was aimed at.</summary>
internal static class NodeBenchText
{
    private const double Mebi = 1024 * 1024;

    public static void Write(TextWriter writer, NodeBenchReport report)
    {
        writer.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Linux {report.Kernel}, {report.Processors} processors, load {report.LoadBefore:0.0} before and {report.LoadAfter:0.0} after"));
        writer.WriteLine($"  {"WHAT",-40} {"MEDIAN",12} {"RANGE",24} {"RUNS",5}  AIM");
        if (report.Start is { } start)
        {
            Line(writer, "start to ready, ms", start.ReadyMilliseconds, 1, "0.0", "50");
            Line(writer, "start to first forwarded packet, ms", start.FirstPacketMilliseconds, 1, "0.0", "50");
            if (start.FastPathMilliseconds is { } fast)
            {
                Line(writer, "start to the fast path at all ports, ms", fast, 1, "0", "");
            }

            Line(writer, "kill to the end of the process, ms", start.EndMilliseconds, 1, "0.0", "");
            Line(writer, "restart after a kill to ready, ms", start.RestartReadyMilliseconds, 1, "0.0", "50");
            Line(writer, "memory when ready, MiB", start.ResidentOctets, Mebi, "0.0", "30");
        }

        if (report.Learn is { } learn)
        {
            Line(writer, $"learning {learn.Hosts} hosts, ms", learn.Milliseconds, 1, "0", "");
            Line(writer, "hosts learned in a second", learn.HostsPerSecond, 1, "0", "20000");
            Line(writer, "memory for a host, octets", learn.OctetsPerHost, 1, "0", "");
            Line(writer, "memory with all hosts, MiB", learn.ResidentOctets, Mebi, "0.0", "");
        }

        if (report.Bindings is { } bindings)
        {
            Line(writer, $"{bindings.Bindings} bindings into the filter, ms", bindings.LoadMilliseconds, 1, "0.0", "50");
            Line(writer, $"{bindings.Bindings} bindings out of it, ms", bindings.RemoveMilliseconds, 1, "0.0", "");
            Line(writer, "one binding in, ms", bindings.AddOneMilliseconds, 1, "0.000", "0.5");
            Line(writer, "one binding out, ms", bindings.RemoveOneMilliseconds, 1, "0.000", "0.5");
        }

        foreach (NodeBenchForwardRow row in report.Forward)
        {
            string what = $"{row.Path}, {row.Hosts} hosts";
            Line(writer, $"{what}: weftd's leaf, packets/s", row.Weft, 1, "0", "");
            Line(writer, $"{what}: bare leaf, packets/s", row.Bare, 1, "0", "");
            Line(writer, $"{what}: no leaf, packets/s", row.WithoutLeaf, 1, "0", "");
            Line(writer, $"{what}: ratio", row.Ratio, 1, "0.000", "0.9");
            Line(writer, $"{what}: ratio, leaf alone", row.LeafRatio, 1, "0.000", "");
        }

        string[] rest =
        [
            string.Create(CultureInfo.InvariantCulture, $"binary {report.BinaryOctets / Mebi:0.0} MiB"),
            $"{report.Ports} ports",
            .. report.Start is null ? Array.Empty<string>() : [$"{report.Start.RestartLost} of {report.Start.RestartSent} packets lost over kills and restarts"],
            .. report.Learn is null ? Array.Empty<string>() : [$"{report.Learn.Repeated} announcements repeated"],
            .. report.Guard is null ? Array.Empty<string>() : [$"guard {report.Guard}"],
            .. report.Policy ? ["a policy for all hosts"] : Array.Empty<string>(),
            .. report.FastPath is null ? Array.Empty<string>() : [$"fast path {report.FastPath}"],
        ];
        writer.WriteLine("  " + string.Join("; ", rest));
    }

    private static void Line(TextWriter writer, string what, NodeBenchFigure figure, double unit, string format, string aim)
    {
        string Text(double value) => (value / unit).ToString(format, CultureInfo.InvariantCulture);
        writer.WriteLine($"  {what,-40} {Text(figure.Median),12} {$"{Text(figure.Minimum)} to {Text(figure.Maximum)}",24} {figure.Runs,5}  {aim}".TrimEnd());
    }
}
