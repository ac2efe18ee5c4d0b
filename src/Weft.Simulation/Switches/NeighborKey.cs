using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A neighbour's address on an interface.</summary>
internal readonly record struct NeighborKey(RoutedInterface Interface, IpAddress Address);
