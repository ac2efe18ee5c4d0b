using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Measures what receivers of flows and streams saw since the last act.</summary>
internal sealed class FlowMeter(IStoryStage stage, StoryTraffic traffic)
{
    /// <summary>A flow that delivers everything for so long has recovered.</summary>
    private static readonly TimeSpan s_whole = TimeSpan.FromMilliseconds(100);

    private int WholeProbes => (int)Math.Max(10, s_whole / stage.ProbeInterval);

    public Observation Gap(GapClaim claim)
    {
        (string Id, FlowWindow Window, bool Recovered)[] windows = Measure(claim.Flows, claim.Within);
        (string id, FlowWindow worst, bool _) = windows.MaxBy(item => item.Window.LongestGap);
        bool recovered = windows.All(item => item.Recovered);
        string name = windows.Length > 1 ? $" ({id})" : string.Empty;
        string text = recovered ? $"{ClaimText.Milliseconds(worst.LongestGap)}, {worst.Lost} lost{name}" : "not recovered";
        return new Observation(recovered && worst.LongestGap <= claim.Limit * stage.Tolerance, text, [.. windows.Select(Describe)])
        {
            Value = worst.LongestGap.TotalMilliseconds,
        };
    }

    public Observation Lost(LostClaim claim)
    {
        (string Id, FlowWindow Window, bool Recovered)[] windows = Measure(claim.Flows, claim.Within);
        long lost = windows.Sum(item => item.Window.Lost);
        long sent = windows.Sum(item => item.Window.Sent);
        return new Observation(windows.All(item => item.Recovered) && lost <= claim.Limit && lost >= claim.AtLeast, $"{lost} of {sent}", [.. windows.Select(Describe)])
        {
            Value = lost,
        };
    }

    public Observation Arrived(ArrivedClaim claim)
    {
        FlowLog[] logs = [.. claim.Flows.Select(id => traffic.Flow(id).Log)];
        long arrived = logs.Sum(log => log.Arrivals);
        string[] details = [.. claim.Flows.Zip(logs, (id, log) => $"{id}: {traffic.Flow(id).Pair} {log.Arrivals} of {log.Next} arrived")];
        return new Observation(arrived <= claim.Limit, $"{arrived} of {logs.Sum(log => log.Next)}", [.. details]) { Value = arrived };
    }

    public Observation Stream(StreamClaim claim)
    {
        IStoryStream stream = traffic.Stream(claim.Stream);
        long enough = stream.Received + (stream.ChunkLength * WholeProbes);
        bool alive = stage.WaitUntil(() => stream.Received > enough || stream.Fault is not null, claim.Within) && stream.Fault is null;
        TimeSpan gap = stream.LongestGap;
        string text = alive ? $"kept, {ClaimText.Milliseconds(gap)}" : stream.Fault ?? "nothing arrives";
        return new Observation(alive && gap <= claim.Limit * stage.Tolerance, text, [$"{stream.Received} octets arrived, every one in its place"])
        {
            Value = gap.TotalMilliseconds,
        };
    }

    private (string Id, FlowWindow Window, bool Recovered)[] Measure(ImmutableArray<string> ids, TimeSpan within) =>
        [.. ids.Select(id =>
        {
            bool recovered = traffic.WaitUntilWhole(traffic.Flow(id), WholeProbes, within);
            return (id, traffic.Window(id), recovered);
        })];

    private string Describe((string Id, FlowWindow Window, bool Recovered) item)
    {
        string end = item.Recovered ? string.Empty : ", still losing";
        return $"{item.Id}: {traffic.Flow(item.Id).Pair} {ClaimText.Milliseconds(item.Window.LongestGap)} gap, "
            + $"{item.Window.Lost} of {item.Window.Sent} lost, longest delay {ClaimText.Milliseconds(item.Window.LongestDelay)}{end}";
    }
}
