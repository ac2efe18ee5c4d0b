using System.Globalization;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary>Prints what a change would do: who loses service first, then what changes, and nothing of what stays.</summary>
internal static class PlanText
{
    private const int Shown = 12;

    public static void Write(TextWriter output, PlanReport plan, bool all)
    {
        PlannedFlow[] lost = [.. plan.Flows.Where(flow => flow.IsLost)];
        PlannedFlow[] moved = [.. plan.Flows.Where(flow => flow.ChangesWay)];
        string sample = plan.Flows.Count == plan.AllFlows ? string.Empty : $" ({plan.Flows.Count} of {plan.AllFlows} looked at)";
        output.WriteLine($"After {string.Join(" and ", plan.Changes)}: {lost.Length} of {plan.Flows.Count} flows lose service, {moved.Length} take another way{sample}.   (a forecast, simulated)");
        output.WriteLine();
        Rows(output, lost, all, flow => $"  - {flow.From} -> {flow.To}   {flow.Verdict}");
        Rows(output, moved, all, flow => $"  ~ {flow.From} -> {flow.To}   {Between(flow.Before)} => {Between(flow.After)}{Gap(flow)}");
        PlannedFlow[] trombones = [.. plan.Flows.Where(flow => flow.Trombones)];
        Rows(output, trombones, all, flow => $"  ! {flow.From} -> {flow.To} crosses between sites {flow.Crossings} times");
        if (lost.Length > 0)
        {
            output.WriteLine($"LOSES      {string.Join(", ", plan.Losers.Take(Shown))}{(plan.Losers.Count() > Shown ? ", ..." : string.Empty)}");
        }

        double? worst = plan.Flows.Where(flow => flow.Delivered).Max(flow => flow.GapMilliseconds);
        if (worst is double gap)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"LASTS      {gap:0} ms at worst for a flow that survives"));
        }

        if (plan.Crossings != plan.CrossingsBefore)
        {
            output.WriteLine($"CROSSINGS  {plan.CrossingsBefore} -> {plan.Crossings} between sites, one packet of each flow");
        }

        foreach (PlannedNode node in plan.Nodes.Where(node => all || node.HostRoutes != node.HostRoutesBefore || node.Forwarding != node.ForwardingBefore))
        {
            output.WriteLine($"TABLES     {node.Node,-10} host routes {node.HostRoutesBefore} -> {node.HostRoutes}, entries {node.ForwardingBefore} -> {node.Forwarding}, {node.Fragments} LSPs of {node.LinkStateOctets} octets");
        }

        if (all)
        {
            foreach (FloodingDomain domain in plan.FloodingDomains)
            {
                output.WriteLine($"FLOODS     {domain.Subnet,-10} {domain.Ports} host {(domain.Ports == 1 ? "port" : "ports")} on {string.Join(", ", domain.Nodes)}");
            }
        }
    }

    /// <summary>One line for each single failure, those that cut somebody off first.</summary>
    public static void WriteEach(TextWriter output, IReadOnlyList<PlanReport> plans)
    {
        foreach (PlanReport plan in plans.OrderByDescending(plan => plan.Flows.Count(flow => flow.IsLost)))
        {
            int lost = plan.Flows.Count(flow => flow.IsLost);
            string what = lost == 0
                ? $"nobody, {plan.Flows.Count(flow => flow.ChangesWay)} flows take another way"
                : $"{lost} of {plan.Flows.Count} flows: {string.Join(", ", plan.Losers.Take(6))}{(plan.Losers.Count() > 6 ? ", ..." : string.Empty)}";
            output.WriteLine($"  {(lost > 0 ? "-" : " ")} {plan.Changes[0],-24} cuts off {what}");
        }

        int cutting = plans.Count(plan => plan.Flows.Any(flow => flow.IsLost));
        output.WriteLine();
        output.WriteLine($"{cutting} of {plans.Count} single failures cut somebody off.   (a forecast, simulated)");
    }

    private static void Rows(TextWriter output, PlannedFlow[] flows, bool all, Func<PlannedFlow, string> row)
    {
        foreach (PlannedFlow flow in all ? flows : flows.Take(Shown))
        {
            output.WriteLine(row(flow));
        }

        if (!all && flows.Length > Shown)
        {
            output.WriteLine($"    and {flows.Length - Shown} more, --all");
        }
    }

    private static string Gap(PlannedFlow flow) =>
        flow.GapMilliseconds is double gap ? string.Create(CultureInfo.InvariantCulture, $"   gap {gap:0} ms") : string.Empty;

    private static string Between(string way) => string.Join(" - ", way.Split(' ')[1..^1]);
}
