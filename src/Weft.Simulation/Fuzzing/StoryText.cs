using System.Globalization;
using System.Text;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Writes a case down as a story file, which plays the same when it is read.</summary>
public static class StoryText
{
    /// <summary>The story file.</summary>
    /// <param name="of">The case.</param>
    /// <param name="says">What comes of it, one sentence.</param>
    public static string Write(FuzzCase of, string says)
    {
        StringBuilder text = new();
        text.Append($"story: {of.Fabric.Name}\n");
        text.Append($"says: \"{says.Replace("\"", "'", StringComparison.Ordinal)}\"\n");
        text.Append($"fabric: {of.Fabric.Name}\n");
        text.Append($"drawn: {{ seed: {of.Seed}, clock-drift: {of.ClockDriftPerMillion}{Write(of.Leases)} }}\n");
        text.Append("steps:\n");
        foreach (StoryStep step in of.Steps)
        {
            text.Append($"  - {Write(step)}\n");
        }

        return text.ToString();
    }

    /// <summary>One step, without its dash.</summary>
    public static string Write(StoryStep step) => step switch
    {
        TrafficStep traffic => $"traffic: {{ {string.Join(", ", traffic.Flows.Select(flow => $"{flow.Id}: {flow.Pair}{(flow.Family == AddressFamily.Ipv6 ? " over ipv6" : "")}"))} }}",
        MoveStep move => $"move: {{ host: {move.Host}, to: \"{move.To}\", announce: {Word(move.Announce)}, old-port: {Word(move.OldPort)}, cold: {Word(move.IsCold)} }}",
        AnnounceStep announce => $"announce: {{ host: {announce.Host}, announce: {Word(announce.Kind)} }}",
        SpoofStep spoof => $"spoof: {{ host: {spoof.Host}, as: {spoof.As}, by: {Word(spoof.Kind)}, count: {spoof.Count}, every: {Time(spoof.Every)} }}",
        StormStep storm => $"storm: {{ host: {storm.Host}, frames: {storm.Frames} }}",
        WaitStep wait => $"wait: {Time(wait.Time)}",
        LinkStep link => $"{(link.Condition == LinkCondition.Joined ? "join" : link.Condition == LinkCondition.Cut ? "cut" : "silence")}: {link.A} -- {link.B}",
        ImpairStep impair => $"impair: {{ from: {impair.From}, to: {impair.To}, lost: {impair.Lost}, twice: {impair.Twice}, jitter: {Time(impair.Jitter)} }}",
        NodeStep node => $"{Word(node.Act)}: {node.Node}",
        HostStep host => $"{(host.IsOn ? "boot" : "shut")}: {host.Host}",
        _ => throw new InvalidOperationException($"no case has {step.GetType().Name}"),
    };

    private static string Write(DrawnLeases? leases)
    {
        string forgetful = leases is not { Forgetful.IsEmpty: false } ? "" : $", forgetful: [{string.Join(", ", leases.Forgetful)}]";
        return leases is null ? "" : $", leases: {{ server: {leases.Server}, clients: [{string.Join(", ", leases.Clients)}]{forgetful}, time: {Time(leases.Time)} }}";
    }

    private static string Time(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:0.####} ms");

    private static string Word<T>(T word)
        where T : notnull => word.ToString()!.ToLowerInvariant();
}
