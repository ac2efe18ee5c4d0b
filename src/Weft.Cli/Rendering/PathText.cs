using Weft.Model;
using Weft.Simulation;
using Weft.Stories;

namespace Weft.Cli;

/// <summary>Prints the way of a packet.</summary>
internal static class PathText
{
    public static void Write(TextWriter output, PathPairReport report, Fabric fabric)
    {
        PathReport there = report.There;
        string source = report.Source == PathPairReport.FromNodes ? "from the tables of running nodes" : "predicted by the simulator";
        output.WriteLine($"{there.From} -> {there.To} {(there.To == there.Destination ? string.Empty : $"{there.Destination} ")}udp: {there.Verdict}".PadRight(60) + $"   {source}");
        output.WriteLine();
        WriteHops(output, there);
        output.WriteLine();
        string needed = there.CrossingsNeeded is int least ? $" (needed: {least})" : string.Empty;
        output.WriteLine($"DC crossings {there.Crossings}{needed}{(report.Back is { } back ? $"   back: {Back(there, back)}" : string.Empty)}");
        if (report.Source == PathPairReport.FromNodes)
        {
            WriteComparison(output, report, fabric);
        }
    }

    private static void WriteHops(TextWriter output, PathReport path)
    {
        int node = Math.Max(6, path.Hops.Select(hop => hop.Node.Length).DefaultIfEmpty(0).Max() + 2);
        int ports = Math.Max(6, path.Hops.Select(hop => Math.Max(hop.In?.Length ?? 1, hop.Out?.Length ?? 1)).DefaultIfEmpty(0).Max() + 2);
        int decision = Math.Max(10, path.Hops.Select(hop => hop.Decision.Length).DefaultIfEmpty(0).Max() + 2);
        output.WriteLine($" #  {"NODE".PadRight(node)}{"IN".PadRight(ports)}{"DECISION".PadRight(decision)}{"OUT".PadRight(ports)}ECMP");
        for (int i = 0; i < path.Hops.Count; i++)
        {
            PathHop hop = path.Hops[i];
            string line = $"{i + 1,2}  {hop.Node.PadRight(node)}{(hop.In ?? "-").PadRight(ports)}{hop.Decision.PadRight(decision)}{(hop.Out ?? "-").PadRight(ports)}{hop.Ecmp,-5}{(hop.CrossesSites ? "=dci=" : string.Empty)}";
            output.WriteLine(line.TrimEnd());
        }
    }

    /// <summary>What the file would have, below what is, with a mark under the first difference.</summary>
    private static void WriteComparison(TextWriter output, PathPairReport report, Fabric fabric)
    {
        if (report.SameAsFile == true)
        {
            output.WriteLine("as the file has it, there and back");
        }
        else
        {
            WriteDifference(output, "there", report.There, report.Forecast!, fabric);
            WriteDifference(output, "back", report.Back, report.ForecastBack, fabric);
            foreach (string reason in report.Because!)
            {
                output.WriteLine($"because  {reason}");
            }

            if (report.Because!.Count == 0)
            {
                output.WriteLine($"the tables do not say why; weft explain {report.There.Destination} may");
            }
        }

        if (report.Silent is { } silent)
        {
            output.WriteLine($"no answer from {string.Join(", ", silent)}");
        }
    }

    private static void WriteDifference(TextWriter output, string which, PathReport? live, PathReport? forecast, Fabric fabric)
    {
        if (live is null || forecast is null || PathDifference.IsSame(live, forecast))
        {
            return;
        }

        string now = Way(live, fabric);
        string would = Way(forecast, fabric);
        int same = 0;
        while (same < now.Length && same < would.Length && now[same] == would[same])
        {
            same++;
        }

        // The mark stands under the beginning of a name.
        int mark = same == 0 ? 0 : now.LastIndexOf(' ', Math.Min(same, now.Length) - 1) + 1;
        output.WriteLine();
        output.WriteLine($"{which}, not as the file has it:");
        output.WriteLine($"  file   {would}");
        output.WriteLine($"  live   {now}");
        output.WriteLine($"         {new string(' ', mark)}^");
    }

    private static string Way(PathReport path, Fabric fabric) => path.Hops.Count == 0
        ? path.Verdict
        : ForwardingPath.Along(fabric, [.. path.Hops.Select(hop => hop.Node), .. path.Delivered ? (string[])[path.To] : []], path.Delivered).ToString();

    private static string Back(PathReport there, PathReport back) =>
        !back.Delivered ? back.Verdict : IsSameWay(there, back) ? "same nodes, delivered" : $"{back.Minimal()}, delivered";

    private static bool IsSameWay(PathReport there, PathReport back) =>
        there.Hops.Skip(1).Select(hop => hop.Node).SequenceEqual(back.Hops.Skip(1).Select(hop => hop.Node).Reverse());
}
