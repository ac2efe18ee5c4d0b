using System.Collections.Immutable;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>Measures what receivers of flows and streams saw since the last act.</summary>
internal sealed class FlowMeter(StoryStage stage)
{
    /// <summary>A flow that delivers everything for so long has recovered.</summary>
    private static readonly TimeSpan s_whole = TimeSpan.FromMilliseconds(100);

    private int WholeProbes => (int)Math.Max(10, s_whole / stage.Traffic.Interval);

    public Observation Gap(GapClaim claim)
    {
        (string Id, FlowWindow Window, bool Recovered)[] windows = Measure(claim.Flows, claim.Within);
        (string id, FlowWindow worst, bool _) = windows.MaxBy(item => item.Window.LongestGap);
        bool recovered = windows.All(item => item.Recovered);
        string name = windows.Length > 1 ? $" ({id})" : string.Empty;
        string text = recovered ? $"{ClaimMeter.Milliseconds(worst.LongestGap)}, {worst.Lost} lost{name}" : "not recovered";
        return new Observation(recovered && worst.LongestGap <= claim.Limit * stage.Lab.Options.Kernel.Tolerance, text, [.. windows.Select(Describe)])
        {
            Value = worst.LongestGap.TotalMilliseconds,
        };
    }

    public Observation Lost(LostClaim claim)
    {
        (string Id, FlowWindow Window, bool Recovered)[] windows = Measure(claim.Flows, claim.Within);
        long lost = windows.Sum(item => item.Window.Lost);
        long sent = windows.Sum(item => item.Window.Sent);
        return new Observation(windows.All(item => item.Recovered) && lost <= claim.Limit, $"{lost} of {sent}", [.. windows.Select(Describe)])
        {
            Value = lost,
        };
    }

    public Observation Stream(StreamClaim claim)
    {
        TcpStream stream = stage.Stream(claim.Stream);
        long received = stream.Received;
        bool alive = Wait.Until(() => stream.Received > received + (TcpStream.ChunkLength * WholeProbes) || stream.Fault is not null, claim.Within)
            && stream.Fault is null;
        TimeSpan gap = stream.LongestGap;
        string text = alive ? $"kept, {ClaimMeter.Milliseconds(gap)}" : stream.Fault ?? "nothing arrives";
        return new Observation(alive && gap <= claim.Limit * stage.Lab.Options.Kernel.Tolerance, text, [$"{stream.Received} octets arrived, every one in its place"])
        {
            Value = gap.TotalMilliseconds,
        };
    }

    private (string Id, FlowWindow Window, bool Recovered)[] Measure(ImmutableArray<string> ids, TimeSpan within) =>
        [.. ids.Select(id =>
        {
            UdpFlow flow = stage.Flow(id);
            bool recovered = Traffic.WaitUntilWhole(flow, WholeProbes, within);

            // The last probes may still be on their way.
            long end = Math.Max(stage.Mark(id), flow.Log.Next - 3);
            return (id, FlowWindow.Measure(flow.Log, stage.Mark(id), end, stage.Traffic.Interval), recovered);
        })];

    private string Describe((string Id, FlowWindow Window, bool Recovered) item)
    {
        UdpFlow flow = stage.Flow(item.Id);
        string end = item.Recovered ? string.Empty : ", still losing";
        return $"{item.Id}: {flow.From.Name} -> {flow.To.Name} {ClaimMeter.Milliseconds(item.Window.LongestGap)} gap, "
            + $"{item.Window.Lost} of {item.Window.Sent} lost, longest delay {ClaimMeter.Milliseconds(item.Window.LongestDelay)}{end}";
    }
}
