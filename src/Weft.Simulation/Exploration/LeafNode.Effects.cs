using Weft.Model;
using Weft.Protocols.Hosts;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>What the engine does, and how the leaf looks from outside.</content>
internal sealed partial class LeafNode : IHostsEffects
{
    /// <summary>Probes that the last input made it send.</summary>
    public List<ProbeSent> Probes { get; } = [];

    /// <summary>Events that the last input made it tell.</summary>
    public List<NodeEvent> Events { get; } = [];

    public void Send(PortIndex port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None
            || ArpView.TryParse(ethernet.Payload, out ArpView arp) != ArpFault.None)
        {
            throw new InvalidOperationException("an IPv4 address was asked for by something that is not ARP");
        }

        byte mac = ethernet.Destination.IsGroup ? Everybody : (byte)ExploredFabric.NumberOf(ethernet.Destination);
        Probes.Add(new ProbeSent((byte)port.Value, (byte)ExploredFabric.NumberOf(arp.TargetAddress), mac));
    }

    public void ClaimOriginated(Instant now, in HostClaim claim)
    {
        int address = ExploredFabric.NumberOf(claim.Address);
        int epoch = (int)claim.Epoch;
        if (_broken == BrokenRule.NoEpochRaise && epoch > 1)
        {
            epoch--;
        }

        _own = _own.With(address, ExploredFabric.NumberOf(claim.Mac), epoch, claim.IsTentative);
        _leftovers = _leftovers.Without(address);
    }

    public void ClaimRetracted(Instant now, HostKey key)
    {
        if (_broken == BrokenRule.NoWithdrawal)
        {
            return;
        }

        int address = ExploredFabric.NumberOf(key.Address);
        _own = _own.Without(address);
        _leftovers = _leftovers.Without(address);
    }

    public void WinnersChanged(HostKey key, ReadOnlySpan<SystemId> before, ReadOnlySpan<SystemId> origins)
    {
        byte winners = 0;
        foreach (SystemId origin in origins)
        {
            winners |= (byte)(1 << _fabric.LeafOf(origin));
        }

        _winners[ExploredFabric.NumberOf(key.Address)] = winners;
    }

    public void SetBinding(BindingKey key, BindingRow row)
    {
        int address = ExploredFabric.NumberOf(key.Address);
        _boundPort[address] = (byte)row.Port.Value;
        _boundMac[address] = (byte)ExploredFabric.NumberOf(row.Mac);
    }

    public void RemoveBinding(BindingKey key)
    {
        int address = ExploredFabric.NumberOf(key.Address);
        _leftPort[address] = _boundPort[address];
        _leftUntil[address] = _now + _fabric.PlanOf(_leaf).Fabric.Timers.YieldGuard;
        _boundPort[address] = Unbound;
    }

    public void SetAttachedMac(AttachedMacKey key, AttachedMacRow row)
    {
        // Where frames are bridged to says nothing about who owns an address.
    }

    public void RemoveAttachedMac(AttachedMacKey key)
    {
        // As above.
    }

    public void HostArrived(Instant now, PortIndex port, VlanId tag, SegmentId segment, IpAddress address, MacAddress mac)
    {
        // The gateway's affair.
    }

    public void HostMovedAway(Instant now, SegmentId segment, IpAddress address)
    {
        // The gateway's affair.
    }

    public void Forget(in FirstPacket packet) =>
        _seen &= (ushort)~SeenBit(packet.Port.Value, ExploredFabric.NumberOf(packet.Address), ExploredFabric.NumberOf(packet.Mac));

    public void Emit(Instant now, NodeEvent nodeEvent) => Events.Add(nodeEvent);

    /// <summary>Writes all that can have a say in what the leaf does next.</summary>
    public void WriteState(StateWriter writer)
    {
        writer.Begin(_now);
        writer.Add(_startUntil);
        writer.Add(_graceUntil);
        writer.Add(_own.Bits);
        writer.Add(_leftovers.Bits);
        writer.Add(_seen);
        writer.Add(_reach);
        writer.Add(_isHeld);
        writer.Add(_isSynchronized);
        writer.Add(_isRecovered);
        for (int address = 0; address < _fabric.Addresses; address++)
        {
            writer.Add(_boundPort[address]);
            writer.Add(_boundPort[address] == Unbound ? 0 : _boundMac[address]);
            writer.Add(_winners[address]);
            writer.Add(_leftUntil[address] > _now ? _leftPort[address] : Unbound);
            writer.Add(_leftUntil[address]);
        }

        foreach (ClaimPair claims in _database)
        {
            writer.Add(claims.Bits);
        }

        foreach (bool carrier in _carrier)
        {
            writer.Add(carrier);
        }

        writer.Add(_engine is not null);
        _engine?.WriteState(writer);
    }

    /// <summary>What the explorer sees of it.</summary>
    public LeafState Show(int id, int parent, in LeafInput by)
    {
        Instant deadline = _engine is null ? Instant.Never : Instant.Min(Engine.ExactDeadline, Instant.Min(_startUntil, _graceUntil));
        return new LeafState
        {
            Id = id,
            Parent = parent,
            By = by,
            IsAlive = _engine is not null,
            IsSynchronized = _isSynchronized,
            IsHeld = _isHeld,
            IsRecovered = _isRecovered,
            Deadline = deadline == Instant.Never ? -1 : Math.Max(0, deadline.Nanoseconds - _now.Nanoseconds),
            Issued = Issued(),
            Own = _own,
            Database = [.. _database],
            Reach = _reach,
            Winners = [.. _winners.Select((winners, address) => _boundPort[address] != Unbound && winners == 0 ? (byte)(1 << _leaf) : winners)],
            BoundPort = [.. _boundPort],
            BoundMac = [.. _boundMac],
            GivenUpPort = [.. _leftPort.Select((port, address) => _leftUntil[address] > _now ? port : Unbound)],
            Seen = _seen,
        };
    }

    private ClaimPair Issued()
    {
        ClaimPair issued = _own;
        for (int address = 0; address < _fabric.Addresses; address++)
        {
            if (!issued.Has(address) && _leftovers.Has(address))
            {
                issued = issued.With(
                    address, _leftovers.MacOf(address), _leftovers.EpochOf(address), _leftovers.IsTentative(address));
            }
        }

        return issued;
    }

    /// <summary>A claim as it reaches the engine: as it is, unless a rule is broken.</summary>
    private ClaimPair Bend(ClaimPair claims, int address)
    {
        bool isTentative = claims.IsTentative(address) && _broken != BrokenRule.YieldWithoutAsking;
        int epoch = claims.EpochOf(address);
        if (_broken == BrokenRule.LowerEpochWins && _own.Has(address))
        {
            epoch = Math.Max(0, (2 * _own.EpochOf(address)) - epoch);
        }

        return claims.With(address, claims.MacOf(address), epoch, isTentative);
    }
}
