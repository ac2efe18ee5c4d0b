using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire.Isis;

namespace Weft.Daemon;

/// <summary>Names next hops for one report: the neighbours are read once, not for each next hop of each route.</summary>
internal sealed class NextHopNames
{
    private readonly NodeNames _names;
    private readonly Dictionary<PortIndex, string> _neighbors = [];

    public NextHopNames(NodeNames names, IsisEngine isis)
    {
        _names = names;
        foreach (AdjacencySnapshot adjacency in isis.Adjacencies())
        {
            if (adjacency.State == AdjacencyState.Up && !adjacency.Neighbor.IsZero)
            {
                _neighbors[adjacency.Port] = names.Of(adjacency.Neighbor);
            }
        }
    }

    /// <summary>A next hop of a VRF with the name of the neighbour there.</summary>
    public NextHopReport Of(NextHop hop, VrfId vrf) => new(_names.Of(hop.Port, vrf), hop.Gateway.ToString(), _neighbors.GetValueOrDefault(hop.Port));
}
