using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>This node began or ended to give way to others.</summary>
public sealed record DrainChanged(string Node, DrainPhase Phase) : NodeEvent
{
    public override string Kind => Phase switch
    {
        DrainPhase.Draining => "draining",
        DrainPhase.Drained => "drained",
        DrainPhase.Undraining => "undraining",
        _ => "undrained",
    };

    public override string Subject => Node;

    public override string Text => Phase switch
    {
        DrainPhase.Draining => $"{Node} gives way: its metrics rise",
        DrainPhase.Drained => $"{Node} is drained: a last resort for whoever has no other way",
        DrainPhase.Undraining => $"{Node} comes back: its metrics fall",
        _ => $"{Node} serves again, at its own metrics",
    };

    public override EventSeverity Severity => Phase == DrainPhase.Drained ? EventSeverity.Warning : EventSeverity.Information;
}
