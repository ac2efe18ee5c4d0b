using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>The secure edge: what other leaves vouch for, and hosts that have lost their address.</content>
public sealed partial class HostsEngine
{
    /// <summary>The MAC that the leaf whose claim to an address wins vouches for; null where it vouches for none.</summary>
    public MacAddress? VouchedElsewhere(HostKey host)
    {
        if (_lone.Find(host) is { } alone)
        {
            return alone.Claim.IsVouched && _reachable.Contains(alone.System) ? alone.Claim.Mac : null;
        }

        return _entries.TryGetValue(host, out HostEntry? entry) && BestClaim(entry) is { Claim: { IsVouched: true } claim } ? claim.Mac : null;
    }

    /// <summary>True when another leaf vouches for any address of a MAC.</summary>
    public bool IsVouchedElsewhere(VrfId vrf, MacAddress mac)
    {
        PromoteAllOf(mac);
        _scratch.Clear();
        _macs.CopyTo(mac, _scratch);
        foreach (HostEntry entry in _scratch)
        {
            if (entry.Key.Vrf == vrf && BestClaim(entry) is { Claim: { IsVouched: true } claim } && claim.Mac == mac)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a MAC was given has ended, and with it perhaps its right to addresses that it has made up itself: all that it has on a segment is looked at.</summary>
    public void ReviewAll(Instant now, SegmentId segment, MacAddress mac, IHostsEffects effects)
    {
        List<HostEntry> entries = [];
        _macs.CopyTo(mac, entries);
        foreach (HostEntry entry in entries)
        {
            if (entry.Local is { } local && local.At.Segment == segment)
            {
                Review(now, new BindingKey(segment, entry.Key.Address), effects);
            }
        }
    }

    /// <summary>What may be said of an address has changed: a host that may not have it any more loses it, the claim of one that may says so.</summary>
    public void Review(Instant now, BindingKey key, IHostsEffects effects)
    {
        if (_plan.FindSegment(key.Segment) is not { } segment
            || FindEntry(key.Segment, new HostKey(segment.Vrf, key.Address), create: false) is not { Local: { } local } entry
            || local.At.Segment != key.Segment)
        {
            return;
        }

        if (Refuse(segment, local.At, key.Address) == HostCounter.NotAdmitted)
        {
            Lose(now, entry, HostReason.NoLongerAdmitted, effects);
            ForgetWhenEmpty(now, entry);
            return;
        }

        bool isVouched = IsVouchedHere(entry, local.At);
        if (isVouched != local.IsVouched)
        {
            local.IsVouched = isVouched;
            Announce(now, entry, effects);
        }
    }

    private bool IsVouchedHere(HostEntry entry, in HostAttachment at) =>
        _admission is not null && _plan.FindSegment(at.Segment) is { } segment && _admission.Vouches(segment, at.Mac, entry.Key.Address);
}
