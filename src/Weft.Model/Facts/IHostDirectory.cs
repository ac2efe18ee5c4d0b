using Weft.Wire;

namespace Weft.Model;

/// <summary>What the node knows of hosts; the seam through which the gateway asks where a target is.</summary>
public interface IHostDirectory
{
    /// <summary>Where an address is, seen from a segment.</summary>
    HostLocation Locate(SegmentId from, VrfId vrf, IpAddress address);

    /// <summary>True when the node has a route (not a default one) for an address that leaves through another interface than the segment's.</summary>
    bool HasRouteElsewhere(SegmentId from, VrfId vrf, IpAddress address);

    /// <summary>True when the MAC behind this port is registered as a foreign host (its address is outside of the segment's prefixes).</summary>
    bool IsForeignHost(SegmentId segment, PortIndex port, MacAddress mac);
}
