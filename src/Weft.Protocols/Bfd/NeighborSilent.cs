using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Bfd;

/// <summary>A neighbour's BFD session is down while its kernel answers: its daemon ended or restarts, and the path is good.</summary>
public sealed record NeighborSilent(string Port, IpAddress Neighbor) : NodeEvent
{
    public override string Kind => "neighbor-silent";

    public override string Subject => Port;

    public override string Text => $"{Neighbor} on {Port} no longer speaks BFD, but its kernel answers: the adjacency stays";

    public override EventSeverity Severity => EventSeverity.Warning;
}
