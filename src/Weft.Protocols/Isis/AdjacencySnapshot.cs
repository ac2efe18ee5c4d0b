using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>A circuit and its adjacency, for <c>weft show neighbors</c>.</summary>
/// <param name="Port">The fabric port.</param>
/// <param name="PortName">Its interface name.</param>
/// <param name="State">Three-way state.</param>
/// <param name="Neighbor">The neighbour; zero while nobody is heard.</param>
/// <param name="LinkLocal">Its address on the link.</param>
/// <param name="Mac">Its MAC.</param>
/// <param name="Since">When the state was entered.</param>
/// <param name="HoldUntil">When the neighbour is presumed dead without another hello.</param>
/// <param name="Unacknowledged">LSPs that it has not acknowledged yet.</param>
public readonly record struct AdjacencySnapshot(
    PortIndex Port,
    string PortName,
    AdjacencyState State,
    SystemId Neighbor,
    IpAddress LinkLocal,
    MacAddress Mac,
    Instant Since,
    Instant HoldUntil,
    int Unacknowledged);
