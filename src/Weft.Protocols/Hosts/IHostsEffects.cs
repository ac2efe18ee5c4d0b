using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>What the hosts engine does to the world.</summary>
public interface IHostsEffects
{
    /// <summary>Sends an untagged Ethernet frame out of a port with the given tag (0: none).</summary>
    void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame);

    /// <summary>This node now claims an address, or claims it differently.</summary>
    void ClaimOriginated(Instant now, in HostClaim claim);

    /// <summary>This node no longer claims an address.</summary>
    void ClaimRetracted(Instant now, HostKey key);

    /// <summary>The winning origins of an address changed; empty when it is local or nobody's.</summary>
    void WinnersChanged(HostKey key, ReadOnlySpan<SystemId> before, ReadOnlySpan<SystemId> origins);

    void SetBinding(BindingKey key, BindingRow row);

    void RemoveBinding(BindingKey key);

    void SetAttachedMac(AttachedMacKey key, AttachedMacRow row);

    void RemoveAttachedMac(AttachedMacKey key);

    /// <summary>A host is new on this segment: its cached gateway entry may be refreshed.</summary>
    void HostArrived(Instant now, PortIndex port, VlanId tag, SegmentId segment, IpAddress address, MacAddress mac);

    /// <summary>A host left this segment: its old neighbours' caches must be corrected.</summary>
    void HostMovedAway(Instant now, SegmentId segment, IpAddress address);

    /// <summary>Makes the data plane report the host's next packet again.</summary>
    void Forget(in FirstPacket packet);

    void Emit(Instant now, NodeEvent nodeEvent);
}
