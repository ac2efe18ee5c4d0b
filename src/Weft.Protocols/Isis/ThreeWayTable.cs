using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The three-way handshake as a table of own and received state (RFC 5303 section 3.2, ISO 10589 clause 8.2.4.2).</summary>
internal static class ThreeWayTable
{
    /// <summary>The state after a hello that may be meant for us; <paramref name="received"/> is null for a neighbour without TLV 240.</summary>
    public static AdjacencyState Next(AdjacencyState own, AdjacencyState? received) => (own, received) switch
    {
        // Without the TLV the neighbour is two-way as ISO 10589 has it.
        (_, null) => AdjacencyState.Up,
        (AdjacencyState.Down, AdjacencyState.Down) => AdjacencyState.Initializing,
        (AdjacencyState.Down, AdjacencyState.Initializing) => AdjacencyState.Up,

        // It has an adjacency with an earlier life of ours: stay down until our hello tells it so.
        (AdjacencyState.Down, AdjacencyState.Up) => AdjacencyState.Down,
        (AdjacencyState.Initializing, AdjacencyState.Down) => AdjacencyState.Initializing,
        (AdjacencyState.Initializing, _) => AdjacencyState.Up,
        (AdjacencyState.Up, AdjacencyState.Down) => AdjacencyState.Initializing,
        _ => AdjacencyState.Up,
    };
}
