using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>Who may be bound to which address at which port of this node.</summary>
public interface IHostAdmission
{
    /// <summary>True when a host may be bound to an address at a place.</summary>
    bool Admits(PortIndex port, SegmentPlan segment, MacAddress mac, IpAddress address);

    /// <summary>True when other leaves may take this node's word that the address is the host's.</summary>
    bool Vouches(SegmentPlan segment, MacAddress mac, IpAddress address);
}
