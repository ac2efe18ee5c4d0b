using Weft.Model;
using Weft.Protocols.Isis;
using Weft.Wire;

namespace Weft.Bench;

/// <summary>Takes the effects of IS-IS.</summary>
internal sealed class SilentIsis : IIsisEffects
{
    public long Claims { get; private set; }

    public void Send(PortIndex port, ReadOnlySpan<byte> frame)
    {
    }

    public void ClaimReceived(Instant now, SystemId origin, AnnouncedClaim claim) => Claims++;

    public void ClaimWithdrawn(Instant now, SystemId origin, HostKey key) => Claims--;

    public void OwnClaimRecovered(Instant now, in HostClaim claim)
    {
    }

    public void ReachChanged(SystemId node, AddressFamily? family, ReadOnlySpan<NextHop> nextHops, uint cost)
    {
    }

    public void PrefixChanged(VrfId vrf, IpPrefix prefix, ReadOnlySpan<SystemId> origins, uint cost)
    {
    }

    public void NeighborChanged(PortIndex port, SystemId neighbor, IpAddress linkLocal, MacAddress mac, bool up)
    {
    }

    public void NeighborHeard(Instant now, PortIndex port, IpAddress linkLocal, MacAddress mac)
    {
    }

    public void DrainChanged(Instant now, DrainPhase phase)
    {
    }

    public void Synchronized(Instant now)
    {
    }

    public void Emit(NodeEvent nodeEvent)
    {
    }
}
