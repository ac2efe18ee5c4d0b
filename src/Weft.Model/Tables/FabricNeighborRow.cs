using Weft.Wire;

namespace Weft.Model;

/// <summary>The neighbour's MAC, known from its hellos, so that no ND exchange delays the first packet.</summary>
public readonly record struct FabricNeighborRow(MacAddress Mac);
