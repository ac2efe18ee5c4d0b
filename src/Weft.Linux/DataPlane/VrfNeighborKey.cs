using Weft.Model;

namespace Weft.Linux;

/// <summary>A neighbouring node in one VRF: its address is the same in all of them, on another interface of the same port.</summary>
internal readonly record struct VrfNeighborKey(FabricNeighborKey Neighbor, VrfId Vrf);
