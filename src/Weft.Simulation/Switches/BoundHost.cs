using Weft.Model;

namespace Weft.Simulation;

/// <summary>A local host as the plane holds it: a permanent neighbour entry and, unless the address is link-local, a route.</summary>
/// <param name="Row">As the node's tables have it, or had it.</param>
/// <param name="IsAdopted">True for a host that the present life of the daemon does not want, or has not spoken of: it goes when the node has settled.</param>
public readonly record struct BoundHost(BindingRow Row, bool IsAdopted)
{
    /// <summary>True when a route of the present life has taken the place of the one to this host; its neighbour entry is left.</summary>
    public bool IsReplaced { get; init; }
}
