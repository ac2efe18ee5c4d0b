using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Protocols.Tests.Hosts;

/// <summary>One leaf of the test world: its engine and what it did.</summary>
internal sealed class LeafRecorder(HostWorld world, int index, HostsEngine engine) : IHostsEffects
{
    public int Index { get; } = index;

    public HostsEngine Engine { get; set; } = engine;

    public Dictionary<BindingKey, BindingRow> Bindings { get; } = [];

    public Dictionary<AttachedMacKey, AttachedMacRow> Macs { get; } = [];

    public Dictionary<HostKey, SystemId[]> Winners { get; } = [];

    public Dictionary<HostKey, HostClaim> Claims { get; } = [];

    public List<NodeEvent> Events { get; } = [];

    public List<FirstPacket> Forgotten { get; } = [];

    public List<IpAddress> MovedAway { get; } = [];

    public List<IpAddress> Arrived { get; } = [];

    /// <summary>Frames that the leaf sent, and when.</summary>
    public List<(Instant At, PortIndex Port, byte[] Frame)> Sent { get; } = [];

    public int ClaimsSent { get; private set; }

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        byte[] copy = frame.ToArray();
        Sent.Add((world.Now, port, copy));
        world.Deliver(this, port, tag, copy);
    }

    public void ClaimOriginated(Instant now, in HostClaim claim)
    {
        Claims[claim.Key] = claim;
        ClaimsSent++;
        HostClaim copy = claim;
        world.Flood(this, (leaf, at) => leaf.Engine.HandleClaim(at, world.SystemIdOf(Index), copy, leaf));
    }

    public void ClaimRetracted(Instant now, HostKey key)
    {
        Claims.Remove(key);
        world.Flood(this, (leaf, at) => leaf.Engine.HandleClaimWithdrawn(at, world.SystemIdOf(Index), key, leaf));
    }

    public void WinnersChanged(HostKey key, ReadOnlySpan<SystemId> before, ReadOnlySpan<SystemId> origins) => Winners[key] = origins.ToArray();

    public void SetBinding(BindingKey key, BindingRow row) => Bindings[key] = row;

    public void RemoveBinding(BindingKey key) => Assert.True(Bindings.Remove(key), $"{key} was not bound");

    public void SetAttachedMac(AttachedMacKey key, AttachedMacRow row) => Macs[key] = row;

    public void RemoveAttachedMac(AttachedMacKey key) => Macs.Remove(key);

    public void HostArrived(Instant now, PortIndex port, VlanId tag, SegmentId segment, IpAddress address, MacAddress mac) => Arrived.Add(address);

    public void HostMovedAway(Instant now, SegmentId segment, IpAddress address) => MovedAway.Add(address);

    public void Forget(in FirstPacket packet) => Forgotten.Add(packet);

    public void Emit(Instant now, NodeEvent nodeEvent) => Events.Add(nodeEvent);
}
