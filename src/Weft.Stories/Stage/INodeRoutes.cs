using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>The routes of one node or outside router at one moment.</summary>
public interface INodeRoutes
{
    /// <summary>Destinations in the default VRF that Weft or a routing daemon told it, in any order.</summary>
    ImmutableArray<IpPrefix> Told { get; }

    /// <summary>True when Weft has installed exactly this host route here.</summary>
    bool HasHostRoute(IpAddress address, VrfId vrf = default);

    /// <summary>
    /// The names of those that a packet to the address goes to next; the node itself stands for "delivered here"; none when it is dropped.
    /// </summary>
    ImmutableArray<string> NextFor(IpAddress address, VrfId vrf = default);
}
