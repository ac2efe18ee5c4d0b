using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>Makes and ends leases, and refuses those that must not be: the rules that both families share.</summary>
internal sealed class LeaseBook(DhcpMap map, CounterGroup<DhcpCounter> counters, CounterGroup<DhcpRefusal> refusals)
{
    private readonly Dictionary<BindingKey, Instant> _quarantine = [];

    public LeaseTable Leases { get; } = new(map.Plan);

    public int QuarantineCount => _quarantine.Count;

    /// <summary>Counts and reports a message that is not believed. Always false.</summary>
    public bool Refuse(Instant now, PortIndex port, DhcpRefusal reason, MacAddress mac, IDhcpEffects effects)
    {
        refusals.Increment(reason);
        effects.Violation(now, port, reason, mac);
        return false;
    }

    /// <summary>True when a MAC may hold leases at a place: it holds none elsewhere, or has left there, or its moves are trusted here.</summary>
    public bool MayHold(DhcpPlace place, MacAddress mac)
    {
        PortIndex anchor = Leases.AnchorOf(place.Segment.Id, mac);
        return anchor.IsNone || anchor == place.Port.Index || !map.IsUp(anchor) || place.Port.Moves == MoveTrust.Trusted;
    }

    /// <summary>A server has leased an address to the client of a transaction.</summary>
    /// <param name="now">When.</param>
    /// <param name="transaction">What the client has asked.</param>
    /// <param name="address">What it gets.</param>
    /// <param name="seconds">For how long; all ones for ever.</param>
    /// <param name="effects">Takes what comes of it.</param>
    public bool Grant(Instant now, DhcpTransaction transaction, IpAddress address, uint seconds, IDhcpEffects effects)
    {
        DhcpPlace place = transaction.Place;
        BindingKey key = new(place.Segment.Id, address);
        if (!place.MayLease(address))
        {
            return Refuse(now, place.Port.Index, DhcpRefusal.AddressInvalid, transaction.Mac, effects);
        }

        if (!MayHold(place, transaction.Mac))
        {
            return Refuse(now, place.Port.Index, DhcpRefusal.ClientElsewhere, transaction.Mac, effects);
        }

        if (_quarantine.TryGetValue(key, out Instant until) && now < until)
        {
            return Refuse(now, place.Port.Index, DhcpRefusal.AddressQuarantined, transaction.Mac, effects);
        }

        bool isKnown = Leases.TryGet(key, out AddressGrant before);
        if (!isKnown && !Leases.HasRoom(place.Port.Index))
        {
            return Refuse(now, place.Port.Index, DhcpRefusal.TooManyLeases, transaction.Mac, effects);
        }

        if (isKnown && before.Mac != transaction.Mac)
        {
            End(now, before, GrantEnd.Replaced, effects);
        }

        Instant expires = seconds == uint.MaxValue ? Instant.Never : now + DhcpLimits.KeptFor(TimeSpan.FromSeconds(seconds));
        AddressGrant lease = new(place.Segment.Id, address, transaction.Mac, place.Port.Index, GrantSource.Dhcp, expires);
        Leases.Set(lease);
        counters.Increment(isKnown && before.Mac == transaction.Mac ? DhcpCounter.LeaseRefreshed : DhcpCounter.LeaseMade);
        effects.GrantChanged(now, lease);
        return true;
    }

    /// <summary>A server has confirmed that a client may go on using an address here: its lease comes along from another port.</summary>
    public void Confirm(Instant now, DhcpTransaction transaction, IpAddress address, IDhcpEffects effects)
    {
        DhcpPlace place = transaction.Place;
        if (Leases.TryGet(new BindingKey(place.Segment.Id, address), out AddressGrant lease) && lease.Mac == transaction.Mac
            && lease.Port != place.Port.Index && MayHold(place, transaction.Mac))
        {
            lease = lease with { Port = place.Port.Index };
            Leases.Set(lease);
            counters.Increment(DhcpCounter.LeaseRefreshed);
            effects.GrantChanged(now, lease);
        }
    }

    /// <summary>True when an address is leased to this MAC at this place.</summary>
    public bool Owns(DhcpPlace place, MacAddress mac, IpAddress address) =>
        Leases.TryGet(new BindingKey(place.Segment.Id, address), out AddressGrant lease) && lease.Mac == mac && lease.Port == place.Port.Index;

    /// <summary>Why a client may not give an address back.</summary>
    public DhcpRefusal WhyNotOwned(DhcpPlace place, IpAddress address) =>
        Leases.TryGet(new BindingKey(place.Segment.Id, address), out _) ? DhcpRefusal.NotOwner : DhcpRefusal.NotLeased;

    /// <summary>Ends a lease that <see cref="Owns"/> has found; nothing happens where there is none.</summary>
    public void End(Instant now, DhcpPlace place, MacAddress mac, IpAddress address, GrantEnd reason, IDhcpEffects effects)
    {
        if (Owns(place, mac, address) && Leases.TryGet(new BindingKey(place.Segment.Id, address), out AddressGrant lease))
        {
            End(now, lease, reason, effects);
        }
    }

    /// <summary>Ends what is over.</summary>
    public void Expire(Instant now, IDhcpEffects effects)
    {
        while (Leases.TryExpire(now, out AddressGrant lease))
        {
            counters.Increment(DhcpCounter.LeaseExpired);
            effects.GrantEnded(now, lease, GrantEnd.Expired);
        }
    }

    private void End(Instant now, in AddressGrant lease, GrantEnd reason, IDhcpEffects effects)
    {
        BindingKey key = new(lease.Segment, lease.Address);
        Leases.Remove(key);
        counters.Increment(reason switch
        {
            GrantEnd.Released => DhcpCounter.LeaseReleased,
            GrantEnd.Declined => DhcpCounter.LeaseDeclined,
            GrantEnd.Replaced => DhcpCounter.LeaseReplaced,
            _ => DhcpCounter.LeaseRefused,
        });
        if (reason == GrantEnd.Declined)
        {
            Quarantine(now, key);
        }

        effects.GrantEnded(now, lease, reason);
    }

    private void Quarantine(Instant now, BindingKey key)
    {
        if (_quarantine.Count >= DhcpLimits.Quarantined)
        {
            foreach (BindingKey old in _quarantine.Where(item => item.Value <= now).Select(static item => item.Key).ToArray())
            {
                _quarantine.Remove(old);
            }
        }

        if (_quarantine.Count < DhcpLimits.Quarantined)
        {
            _quarantine[key] = now + DhcpLimits.QuarantineTime;
        }
    }
}
