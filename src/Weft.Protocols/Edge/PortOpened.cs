using Weft.Model;

namespace Weft.Protocols.Edge;

/// <summary>A port that was shut is open again.</summary>
/// <param name="Port">The port's name.</param>
/// <param name="IsEarly">True when somebody has opened it, false when its time was over.</param>
public sealed record PortOpened(string Port, bool IsEarly) : NodeEvent
{
    public override string Kind => "port-opened";

    public override string Subject => Port;

    public override string Text => $"{Port} is open again: {(IsEarly ? "it was opened by hand" : "its time is over")}; the next BPDU shuts it again";
}
