using Weft.Simulation;

namespace Weft.Cli;

/// <summary>Prints the way of a packet.</summary>
internal static class PathText
{
    public static void Write(TextWriter output, PathReport there, PathReport? back)
    {
        output.WriteLine($"{there.From} -> {there.To} {(there.To == there.Destination ? string.Empty : $"{there.Destination} ")}udp: {there.Verdict}".PadRight(60) + "   predicted by the simulator");
        output.WriteLine();
        int node = Math.Max(6, there.Hops.Select(hop => hop.Node.Length).DefaultIfEmpty(0).Max() + 2);
        int ports = Math.Max(6, there.Hops.Select(hop => Math.Max(hop.In?.Length ?? 1, hop.Out?.Length ?? 1)).DefaultIfEmpty(0).Max() + 2);
        int decision = Math.Max(10, there.Hops.Select(hop => hop.Decision.Length).DefaultIfEmpty(0).Max() + 2);
        output.WriteLine($" #  {"NODE".PadRight(node)}{"IN".PadRight(ports)}{"DECISION".PadRight(decision)}{"OUT".PadRight(ports)}ECMP");
        for (int i = 0; i < there.Hops.Count; i++)
        {
            PathHop hop = there.Hops[i];
            string line = $"{i + 1,2}  {hop.Node.PadRight(node)}{(hop.In ?? "-").PadRight(ports)}{hop.Decision.PadRight(decision)}{(hop.Out ?? "-").PadRight(ports)}{hop.Ecmp,-5}{(hop.CrossesSites ? "=dci=" : string.Empty)}";
            output.WriteLine(line.TrimEnd());
        }

        output.WriteLine();
        string needed = there.CrossingsNeeded is int least ? $" (needed: {least})" : string.Empty;
        string way = back is null ? string.Empty : $"   back: {(back.Delivered ? IsSameWay(there, back) ? "same nodes, delivered" : $"{back.Minimal()}, delivered" : back.Verdict)}";
        output.WriteLine($"DC crossings {there.Crossings}{needed}{way}");
    }

    private static bool IsSameWay(PathReport there, PathReport back) =>
        there.Hops.Skip(1).Select(hop => hop.Node).SequenceEqual(back.Hops.Skip(1).Select(hop => hop.Node).Reverse());
}
