using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>Claims of other nodes, and who wins.</content>
public sealed partial class HostsEngine
{
    /// <summary>A claim of another node is new or changed.</summary>
    public void HandleClaim(Instant now, SystemId origin, in HostClaim claim, IHostsEffects effects) =>
        HandleClaim(now, origin, new AnnouncedClaim(origin, claim), effects);

    private void Enter(Instant now, SystemId origin, in HostClaim claim, IHostsEffects effects)
    {
        HostEntry? entry = FindEntry(claim.Segment, claim.Key, create: false);
        int index = entry?.IndexOfClaim(origin) ?? -1;
        if (index < 0 && _claimCount >= _limits.RemoteClaims)
        {
            Counters.Increment(HostCounter.RemoteClaimsLimit);
            return;
        }

        entry ??= FindEntry(claim.Segment, claim.Key, create: true)!;
        if (index >= 0)
        {
            _claimCount--;
        }

        _claimCount++;
        entry.PutClaim(origin, claim);
        Remember(entry, claim.Epoch);
        Settle(now, entry, effects);
    }

    private bool IsOfAHost(in HostClaim claim)
    {
        if (claim.Address.IsHostUnicast && !(claim.Address.IsIpv6 && claim.Address.IsLinkLocal))
        {
            return true;
        }

        Counters.Increment(HostCounter.NotAHostAddress);
        return false;
    }

    /// <summary>Another node no longer claims an address. Nobody else's claim is touched by that.</summary>
    public void HandleClaimWithdrawn(Instant now, SystemId origin, HostKey key, IHostsEffects effects)
    {
        if (!_entries.TryGetValue(key, out HostEntry? entry) && (entry = Promote(key)) is null)
        {
            return;
        }

        int index = entry.IndexOfClaim(origin);
        if (index >= 0)
        {
            entry.RemoveClaim(index);
            _claimCount--;
            Settle(now, entry, effects);
        }
    }

    /// <summary>A node became reachable or unreachable. Claims of unreachable nodes do not compete, but are remembered. Their addresses are
    /// looked at in <see cref="SettleReach"/>, once for all nodes that changed.</summary>
    public void HandleReach(SystemId origin, bool reachable)
    {
        if (reachable ? _reachable.Add(origin) : _reachable.Remove(origin))
        {
            _reachChanged.TryAdd(origin, !reachable);
        }
    }

    /// <summary>Must follow calls of <see cref="HandleReach"/>.</summary>
    public void SettleReach(Instant now, IHostsEffects effects)
    {
        if (_reachChanged.Count == 0)
        {
            return;
        }

        foreach (HostEntry entry in _entries.Values)
        {
            for (int i = 0; i < entry.ClaimCount; i++)
            {
                if (_reachChanged.ContainsKey(entry.ClaimAt(i).Origin))
                {
                    Settle(now, entry, effects);
                    break;
                }
            }
        }

        SettleLone(now, effects);
        _reachChanged.Clear();
    }

    /// <summary>A claim of this node's earlier life, found in a neighbour's database: its epoch is taken over. When it comes late, because nobody
    /// could be asked at the start, what was announced meanwhile is raised: no epoch goes back (rule 8).</summary>
    public void HandleRecoveredClaim(Instant now, in HostClaim claim, IHostsEffects effects)
    {
        if (!IsOfAHost(claim))
        {
            return;
        }

        // Whoever forges LSPs of this node could otherwise have it remember any number of hosts.
        HostEntry? entry = FindEntry(claim.Segment, claim.Key, create: false);
        if (entry is null && _entries.Count + _lone.Count >= _limits.RemoteClaims + _limits.HostsPerNode)
        {
            Counters.Increment(HostCounter.RemoteClaimsLimit);
            return;
        }

        entry ??= FindEntry(claim.Segment, claim.Key, create: true)!;
        if (!Remember(entry, claim.Epoch))
        {
            return;
        }

        entry.RecoveredTentative = claim.Epoch >= entry.RecoveredEpoch ? claim.IsTentative : entry.RecoveredTentative;
        entry.RecoveredEpoch = Math.Max(entry.RecoveredEpoch, claim.Epoch);
        if (entry.LeftGuardUntil < now)
        {
            // The memory lasts as long as that of a host that was given up now.
            entry.LeftGuardUntil = now;
        }

        if (entry is { Local: null, Left: not null })
        {
            // It was here when this life began, and has been given up since.
            effects.ClaimRetracted(now, entry.Key);
        }
        else if (entry.Local is { AwaitsDatabase: false } local && local.Epoch < claim.Epoch)
        {
            bool isAdopted = local.BestEvidence == EvidenceKind.Adopted;
            local.Epoch = isAdopted ? claim.Epoch : NextEpoch(entry);
            local.AsksFirst |= isAdopted && claim.IsTentative;
            Announce(now, entry, effects);
            Settle(now, entry, effects);
        }

        Reschedule(entry);
    }

    /// <summary>The databases of all neighbours are known (or there was no one to ask): hosts that waited are announced.</summary>
    public void Synchronized(Instant now, IHostsEffects effects)
    {
        _databaseDeadline = Instant.Never;
        if (_synchronized)
        {
            return;
        }

        _synchronized = true;
        foreach (HostEntry entry in _entries.Values)
        {
            if (entry.Local is not { AwaitsDatabase: true } local)
            {
                continue;
            }

            local.AwaitsDatabase = false;
            // An adopted host keeps the epoch it had; one that was learned since has to beat what others know of it.
            bool adopted = local.BestEvidence == EvidenceKind.Adopted;
            bool known = entry.RecoveredEpoch > 0 || entry.ClaimCount > 0;
            local.Epoch = adopted && entry.RecoveredEpoch > 0 ? entry.RecoveredEpoch
                : adopted && entry.ClaimCount > 0 ? 0
                : known ? NextEpoch(entry)
                : 1;
            // A question that the earlier life asked is still open.
            local.AsksFirst |= adopted && entry.RecoveredTentative;
            Settle(now, entry, effects);
            if (entry.Local == local)
            {
                Announce(now, entry, effects);
                Elect(now, entry, effects);
                AskAnew(now, entry, effects);
            }

            Reschedule(entry);
        }
    }

    /// <summary>Looks at the claims of an address anew: yields, asks, or takes what a competitor left.</summary>
    private void Settle(Instant now, HostEntry entry, IHostsEffects effects)
    {
        if (entry.Local is { AwaitsDatabase: false } local)
        {
            Compete(now, entry, local, effects);
        }

        if (entry.Local is null)
        {
            _macs.Set(entry, !_hasHostPorts ? MacAddress.Zero : BestClaim(entry)?.Claim.Mac ?? MacAddress.Zero);
        }

        Elect(now, entry, effects);
        AskAnew(now, entry, effects);
        Reschedule(entry);
    }

    private void Compete(Instant now, HostEntry entry, LocalHost local, IHostsEffects effects)
    {
        HostClaim own = ClaimOf(entry, local);
        if (Rival(entry, own) is not { } rival)
        {
            if (local.AsksFirst)
            {
                // The claim that competed is gone: that is the confirmation (rule 3).
                local.AsksFirst = false;
                Record(now, entry, local.State, HostReason.CompetingClaimGone, local.At.Port, local.Epoch);
                Announce(now, entry, effects);
            }

            return;
        }

        uint lowest = LowestEpoch(entry);
        bool rivalWins = ClaimOrder.Compare(rival.Origin, rival.Claim, _plan.SystemId, own, lowest) > 0;
        int byEpoch = ClaimOrder.EpochThatCounts(rival.Claim.Epoch, lowest).CompareTo(ClaimOrder.EpochThatCounts(local.Epoch, lowest));
        bool isAsked = rival.Claim.IsTentative && byEpoch > 0;
        bool isRefused = local.AsksFirst && rivalWins && byEpoch > 0;
        if (isAsked && !(local.AsksFirst && entry.IsDuplicate))
        {
            // Also when this claim is tentative itself: a question is no answer. Only among duplicates one of two askers has to give way.
            Verify(now, entry, local, effects);
        }
        else if (isRefused)
        {
            // The old leaf asked its port and was answered: two hosts, and the claimant here is reported.
            AcceptRefusal(now, entry, local, rival, effects);
        }
        else if (rivalWins && !local.AsksFirst)
        {
            Yield(now, entry, HostReason.BetterClaim, ask: true, effects);
        }
        else if (rivalWins && byEpoch == 0)
        {
            // An answer would be higher: the two crossed, and the old leaf has yet to be asked about this place.
            local.Epoch = NextEpoch(entry);
            Announce(now, entry, effects);
        }
    }

    private void AcceptRefusal(Instant now, HostEntry entry, LocalHost local, in RemoteClaim owner, IHostsEffects effects)
    {
        HostAttachment? challenger = entry.Challenger;
        ReportConflict(now, entry, local.At, NodeName(owner.Origin), effects);
        CountContest(now, entry, heldHere: false, effects, proven: owner.Claim.Mac != local.At.Mac);
        Lose(now, entry, HostReason.OldPlaceAnswers, effects);
        if (!local.AsksAgain && !entry.IsDuplicate && _ports.IsUp(local.At.Port))
        {
            StartProbe(now, entry, ProbePurpose.AfterRefusal, local.At, effects);
            entry.Challenger = challenger;
        }
        else if (challenger is { } place)
        {
            TakeUp(now, entry, place, effects);
        }
    }

    /// <summary>Another leaf asks for the host: no carrier here is an answer at once, else the host itself is asked.</summary>
    private void Verify(Instant now, HostEntry entry, LocalHost local, IHostsEffects effects)
    {
        if (!_ports.IsUp(local.At.Port))
        {
            Yield(now, entry, HostReason.LinkDown, ask: false, effects);
        }
        else if (entry.Probe is not { Purpose: ProbePurpose.Verify })
        {
            StartProbe(now, entry, ProbePurpose.Verify, local.At, effects);
        }
    }

    /// <summary>The best reachable claim that really competes with this node's own, tentative ones of higher epoch included.</summary>
    private RemoteClaim? Rival(HostEntry entry, in HostClaim own) => BestClaim(entry, own);

    /// <summary>The winner among the reachable claims of other nodes, or null. Claims that share the address with <paramref name="own"/>
    /// do not count when one is given.</summary>
    private RemoteClaim? BestClaim(HostEntry entry, HostClaim? own = null)
    {
        RemoteClaim? best = null;
        uint lowest = entry.ClaimCount > 1 ? LowestEpoch(entry) : 0;
        for (int i = 0; i < entry.ClaimCount; i++)
        {
            RemoteClaim claim = entry.ClaimAt(i);
            bool competes = _reachable.Contains(claim.Origin) && !(own is { } mine && ClaimOrder.ShareTheAddress(claim.Claim, mine));
            if (competes && (best is null || ClaimOrder.Compare(claim.Origin, claim.Claim, best.Value.Origin, best.Value.Claim, lowest) > 0))
            {
                best = claim;
            }
        }

        return best;
    }

    /// <summary>Works out the winners of an address and brings the binding and the route in line.</summary>
    private void Elect(Instant now, HostEntry entry, IHostsEffects effects)
    {
        if (entry.Local is { } local)
        {
            RemoteClaim? rival = entry.Routable ? Rival(entry, ClaimOf(entry, local)) : null;
            bool wins = rival is null
                || local.AwaitsDatabase
                || ClaimOrder.Compare(_plan.SystemId, ClaimOf(entry, local), rival.Value.Origin, rival.Value.Claim, LowestEpoch(entry)) > 0;
            BindingKey key = new(local.At.Segment, entry.Key.Address);
            if (wins)
            {
                local.Installed = true;
                effects.SetBinding(key, new BindingRow(local.At.Mac, local.At.Port, entry.Key.Vrf));
                SetWinners(now, entry, [], effects);
                return;
            }

            if (local.Installed)
            {
                local.Installed = false;
                effects.RemoveBinding(key);
            }
        }

        if (BestClaim(entry) is not { } best)
        {
            SetWinners(now, entry, [], effects);
            return;
        }

        _winners.Clear();
        for (int i = 0; i < entry.ClaimCount; i++)
        {
            RemoteClaim claim = entry.ClaimAt(i);
            bool shares = claim == best || ClaimOrder.ShareTheAddress(claim.Claim, best.Claim);
            if (shares && _reachable.Contains(claim.Origin) && claim.Claim.IsTentative == best.Claim.IsTentative)
            {
                _winners.Add(claim.Origin);
            }
        }

        SetWinners(now, entry, CollectionsMarshal.AsSpan(_winners), effects);
    }

    private void SetWinners(Instant now, HostEntry entry, ReadOnlySpan<SystemId> winners, IHostsEffects effects)
    {
        if (!winners.SequenceEqual(entry.Winners))
        {
            entry.WinnersBefore = entry.Winners;
            entry.Winners = _sets.Share(winners);
            entry.WinnersSince = now;
            effects.WinnersChanged(entry.Key, entry.WinnersBefore, entry.Winners);
        }
    }
}
