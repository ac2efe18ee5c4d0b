using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>What the IS-IS engine does to the world. The caller owns the sink; nothing is kept past the call.</summary>
public interface IIsisEffects
{
    /// <summary>Sends a whole Ethernet frame, without FCS.</summary>
    void Send(PortIndex port, ReadOnlySpan<byte> frame);

    /// <summary>A claim of another node is new or changed.</summary>
    void ClaimReceived(Instant now, SystemId origin, AnnouncedClaim claim);

    /// <summary>Another node no longer claims an address.</summary>
    void ClaimWithdrawn(Instant now, SystemId origin, HostKey key);

    /// <summary>A claim that this node itself made in an earlier life was found in a neighbour's database; its epoch must not be undercut.</summary>
    void OwnClaimRecovered(Instant now, in HostClaim claim);

    /// <summary>The shortest paths to a node changed, of one family or, null, of both alike. Next hops are sorted and of equal cost; none: unreachable.</summary>
    void ReachChanged(SystemId node, AddressFamily? family, ReadOnlySpan<NextHop> nextHops, uint cost);

    /// <summary>The best origins of a prefix changed; several when equal in cost, sorted; none: the prefix is gone. Host routes without
    /// claim data (of routers that are not Weft) are prefixes too.</summary>
    void PrefixChanged(VrfId vrf, IpPrefix prefix, ReadOnlySpan<SystemId> origins, uint cost);

    /// <summary>An adjacency came up or went down; the neighbour's address and MAC are those of its hellos.</summary>
    void NeighborChanged(PortIndex port, SystemId neighbor, IpAddress linkLocal, MacAddress mac, bool up);

    /// <summary>A hello of a neighbour that is at least heard, on a port that BFD watches.</summary>
    void NeighborHeard(Instant now, PortIndex port, IpAddress linkLocal, MacAddress mac);

    /// <summary>The database exchange with every neighbour that is up has finished for the first time.</summary>
    void Synchronized(Instant now);

    /// <summary>The node drains, is drained, or comes back.</summary>
    void DrainChanged(Instant now, DrainPhase phase);

    void Emit(NodeEvent nodeEvent);
}
