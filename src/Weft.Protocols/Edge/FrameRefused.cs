using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>A guarded port refused what a host sent, or would have where it is only monitored.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="Mac">The frame's source.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Summary">The frame in one line.</param>
/// <param name="More">Refused at this port for this reason since the last such event, beside this one.</param>
/// <param name="IsMonitored">True when it was let through.</param>
public sealed record FrameRefused(string Port, MacAddress Mac, ViolationReason Reason, string Summary, long More, bool IsMonitored) : NodeEvent
{
    public override string Kind => "edge-violation";

    public override string Subject => Port;

    public override string Text =>
        $"{Port} {(IsMonitored ? "would refuse" : "refuses")} {Mac}: {ViolationText.Of(Reason)}: {Summary}" + (More > 0 ? $"; {More} more since the last report" : string.Empty);

    public override EventSeverity Severity => EventSeverity.Alarm;
}
