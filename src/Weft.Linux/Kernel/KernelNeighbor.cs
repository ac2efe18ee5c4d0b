using Weft.Wire;

namespace Weft.Linux;

/// <summary>An ARP or ND entry.</summary>
public readonly record struct KernelNeighbor(int InterfaceIndex, IpAddress Address, MacAddress Mac, NeighborState State);
