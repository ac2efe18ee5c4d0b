using System.Globalization;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Makes single directions of cables bad ones, in the switchyard, where neither end notices: by netem where the kernel has it, else by a packet filter that loses frames.</summary>
public sealed class LinkImpairments(string yard, CommandRunner commands)
{
    private const string Table = "weft-impair";
    private const int Million = 1_000_000;

    private static ImpairmentTool? s_tool;

    private readonly HashSet<string> _bad = [];

    /// <summary>What this kernel has, found out by trying in a namespace that nobody else sees. Needs root.</summary>
    public static ImpairmentTool Tool => s_tool ??= Probe(new CommandRunner());

    /// <summary>True when a step asks for more than lost frames.</summary>
    public static bool NeedsNetem(ImpairStep step) => step.Twice.Numerator > 0 || step.Jitter > TimeSpan.Zero;

    /// <summary>Does what a step says to the direction in which it is sent. Throws <see cref="LabException"/> when this kernel cannot.</summary>
    public void Set(YardLink link, ImpairStep step)
    {
        (string from, string to) = link.A.Namespace == step.From ? (link.LegA, link.LegB) : (link.LegB, link.LegA);
        if (Tool == ImpairmentTool.Netem)
        {
            SetNetem(to, step);
        }
        else if (Tool == ImpairmentTool.Filter && !NeedsNetem(step))
        {
            SetFilter(from, step);
        }
        else
        {
            throw new LabException($"this kernel cannot impair {step.From} -> {step.To} so: it has no netem");
        }
    }

    /// <summary>netem stands where frames leave the switchyard for their receiver; its delay is evenly spread around its middle.</summary>
    private void SetNetem(string leg, ImpairStep step)
    {
        if (_bad.Remove(leg))
        {
            Run("tc", "qdisc", "del", "dev", leg, "root");
        }

        if (!step.IsMended)
        {
            string half = string.Create(CultureInfo.InvariantCulture, $"{step.Jitter.TotalMicroseconds / 2:0}us");
            string[] delay = step.Jitter > TimeSpan.Zero ? ["delay", half, half] : [];
            Run("tc", ["qdisc", "add", "dev", leg, "root", "netem", .. delay, "loss", Percent(step.Lost), "duplicate", Percent(step.Twice), "limit", "10000"]);
            _bad.Add(leg);
        }
    }

    /// <summary>The filter stands where frames of the sender enter the switchyard.</summary>
    private void SetFilter(string leg, ImpairStep step)
    {
        if (_bad.Remove(leg))
        {
            Run("nft", $"delete chain netdev {Table} {leg}");
        }

        if (!step.IsMended)
        {
            int lost = (int)(Million * step.Lost.Value);
            string chance = lost == Million ? string.Empty : $"numgen random mod {Million} < {lost} ";
            Run("nft", $"add table netdev {Table}; add chain netdev {Table} {leg} {{ type filter hook ingress device {leg} priority 0; }}; add rule netdev {Table} {leg} {chance}drop");
            _bad.Add(leg);
        }
    }

    private static string Percent(Fraction share) => string.Create(CultureInfo.InvariantCulture, $"{share.Value * 100:0.####}%");

    private void Run(string file, params string[] arguments) => commands.Run("ip", ["netns", "exec", yard, file, .. arguments]);

    private static ImpairmentTool Probe(CommandRunner commands)
    {
        const string Filter = $"nft 'add table netdev {Table}; add chain netdev {Table} lo {{ type filter hook ingress device lo priority 0; }}; add rule netdev {Table} lo numgen random mod 2 < 1 drop'";
        bool Can(string script) => commands.Try("unshare", ["--net", "sh", "-c", script]).ExitCode == 0;
        return Can("tc qdisc add dev lo root netem loss 1%") ? ImpairmentTool.Netem : Can(Filter) ? ImpairmentTool.Filter : ImpairmentTool.None;
    }
}
