using Weft.Wire;

namespace Weft.Model;

/// <summary>A neighbouring node's address on a fabric port.</summary>
public readonly record struct FabricNeighborKey(PortIndex Port, IpAddress Address);
