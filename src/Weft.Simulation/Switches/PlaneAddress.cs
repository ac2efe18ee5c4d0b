using Weft.Wire;

namespace Weft.Simulation;

/// <summary>An address at this node: one of its own, a broadcast address of its networks, or a local host's.</summary>
/// <param name="Interface">The interface of the host's segment; null for the node's own addresses.</param>
/// <param name="Mac">The host's MAC.</param>
/// <param name="IsAdopted">True for a host of an earlier life of the daemon that this life has not spoken of.</param>
internal readonly record struct PlaneAddress(RoutedInterface? Interface, MacAddress Mac, bool IsAdopted)
{
    public bool IsHost => Interface is not null;
}
