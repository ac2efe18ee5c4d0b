using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>Addresses that concern this node no more than that another node claims them. They take a few octets each; as soon as anything else is to be
/// known of one, it becomes a <see cref="HostEntry"/> and stays one.</content>
public sealed partial class HostsEngine
{
    private readonly LoneClaims _lone = new();
    private readonly MacClaims _loneMacs = new();
    private readonly List<AnnouncedClaim> _loneScratch = [];

    /// <summary>A claim of another node is new or changed.</summary>
    public void HandleClaim(Instant now, SystemId origin, AnnouncedClaim announced, IHostsEffects effects)
    {
        ref readonly HostClaim claim = ref announced.Claim;
        if (IsOfAHost(claim) && !TryKeepAlone(now, origin, announced, effects))
        {
            Enter(now, origin, claim, effects);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<HostKey> HostsOfOneWinner()
    {
        List<AnnouncedClaim> all = [];
        _lone.CopyTo(all);
        return all.Where(alone => _reachable.Contains(alone.System)).Select(static alone => alone.Claim.Key)
            .Concat(_entries.Values.Where(static entry => entry.Winners.Length == 1).Select(static entry => entry.Key));
    }

    /// <inheritdoc/>
    public SystemId? OnlyWinnerOf(HostKey host)
    {
        if (_lone.Find(host) is { } alone)
        {
            return _reachable.Contains(alone.System) ? alone.System : null;
        }

        return _entries.TryGetValue(host, out HostEntry? entry) && entry.Winners.Length == 1 ? entry.Winners[0] : null;
    }

    /// <summary>True when the claim is all that is known of its address, and was kept as such.</summary>
    private bool TryKeepAlone(Instant now, SystemId origin, AnnouncedClaim announced, IHostsEffects effects)
    {
        ref readonly HostClaim claim = ref announced.Claim;
        if (origin != announced.System)
        {
            return false;
        }

        if (_lone.Find(claim.Key) is { } known)
        {
            // Epochs that go back, or leap, are remembered in an entry.
            if (known.System != origin || claim.Epoch < known.Claim.Epoch || claim.Epoch - known.Claim.Epoch > ClaimOrder.MaximumLead)
            {
                return false;
            }

            Unlist(known);
            _lone.Replace(known, announced);
            List(announced);
            return true;
        }

        if (_claimCount >= _limits.RemoteClaims || _entries.ContainsKey(claim.Key))
        {
            return false;
        }

        _claimCount++;
        _lone.Add(announced);
        List(announced);
        if (_reachable.Contains(origin))
        {
            _lone.SetSince(announced, now);
            effects.WinnersChanged(claim.Key, [], [origin]);
        }

        return true;
    }

    /// <summary>Nodes became reachable or unreachable: what is only theirs gets a winner or loses it.</summary>
    private void SettleLone(Instant now, IHostsEffects effects)
    {
        _loneScratch.Clear();
        _lone.CopyTo(_reachChanged, _loneScratch);
        foreach (AnnouncedClaim alone in _loneScratch)
        {
            bool isReachable = _reachable.Contains(alone.System);
            if (isReachable != _reachChanged[alone.System])
            {
                _lone.SetSince(alone, now);
                effects.WinnersChanged(alone.Claim.Key, isReachable ? [] : [alone.System], isReachable ? [alone.System] : []);
            }
        }
    }

    /// <summary>Makes an entry of an address that was known by one claim; null when it was not.</summary>
    private HostEntry? Promote(HostKey key)
    {
        if (_lone.Find(key) is not { } alone)
        {
            return null;
        }

        HostEntry entry = Picture(alone);
        MacAddress mac = entry.IndexedMac;
        entry.IndexedMac = MacAddress.Zero;
        TakeOut(alone);
        _entries[key] = entry;
        _macs.Set(entry, mac);
        return entry;
    }

    /// <summary>What an entry would say of an address that is known by one claim; it is in no table.</summary>
    private HostEntry Picture(AnnouncedClaim alone)
    {
        bool isReachable = _reachable.Contains(alone.System);
        SystemId[] claimant = _sets.Share([alone.System]);
        Instant since = _lone.SinceOf(alone);
        HostEntry entry = new(alone.Claim.Key, routable: true)
        {
            Winners = isReachable ? claimant : [],
            WinnersBefore = isReachable || since == Instant.Zero ? [] : claimant,
            WinnersSince = since,
            IndexedMac = isReachable && _hasHostPorts ? alone.Claim.Mac : MacAddress.Zero,
        };
        entry.PutClaim(alone.System, alone.Claim);
        Remember(entry, alone.Claim.Epoch);
        return entry;
    }

    /// <summary>Makes entries of all addresses last bound to a MAC.</summary>
    private void PromoteAllOf(MacAddress mac)
    {
        _loneScratch.Clear();
        _loneMacs.CopyTo(mac, _loneScratch);
        foreach (AnnouncedClaim alone in _loneScratch)
        {
            if (_reachable.Contains(alone.System))
            {
                Promote(alone.Claim.Key);
            }
        }
    }

    private void TakeOut(AnnouncedClaim alone)
    {
        Unlist(alone);
        _lone.Remove(alone);
    }

    private void List(AnnouncedClaim alone)
    {
        if (_hasHostPorts && alone.Claim.Mac != MacAddress.Zero)
        {
            _loneMacs.Add(alone);
        }
    }

    private void Unlist(AnnouncedClaim alone)
    {
        if (_hasHostPorts && alone.Claim.Mac != MacAddress.Zero)
        {
            _loneMacs.Remove(alone);
        }
    }
}
