using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>An adjacency came up or went down.</summary>
public sealed record AdjacencyChanged(string Port, SystemId Neighbor, bool Up, AdjacencyReason Reason) : NodeEvent
{
    public override string Kind => Up ? "adjacency-up" : "adjacency-down";

    public override string Subject => Port;

    public override string Text => $"neighbour {Neighbor} on {Port} is {(Up ? "up" : "down")}: {Reason}";

    public override EventSeverity Severity => Up ? EventSeverity.Information : EventSeverity.Warning;
}
