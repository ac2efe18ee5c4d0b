using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>Local hosts: attaching, moving inside the node, giving up, announcing.</content>
public sealed partial class HostsEngine
{
    private void AttachLocal(Instant now, HostEntry entry, LocalHost local, HostReason reason, IHostsEffects effects)
    {
        if (entry.Local is not null)
        {
            throw new InvalidOperationException($"{entry.Key} is local already");
        }

        // Whatever was asked of a place that had been given up: here is one that speaks.
        entry.Local = local;
        local.IsVouched = IsVouchedHere(entry, local.At);
        entry.Probe = null;
        entry.Challenger = null;
        entry.Postponed = null;
        entry.PostponedUntil = Instant.Never;
        _localCount++;
        _ports.Add(local.At);
        _attached.Add(local.At, effects);
        Record(now, entry, local.State, reason, local.At.Port, local.Epoch);
        Announce(now, entry, effects);
        Elect(now, entry, effects);
        if (local.State == HostState.Confirmed)
        {
            effects.Emit(now, new HostConfirmed(entry.Key, local.At.Mac, _plan.Ports[local.At.Port.Value].Name, local.Epoch, reason));
        }
    }

    /// <summary>Takes the local host away from the tables, the claims and the books; the caller has told why.</summary>
    private HostAttachment DetachLocal(Instant now, HostEntry entry, bool macLeft, IHostsEffects effects)
    {
        LocalHost local = entry.Local ?? throw new InvalidOperationException($"{entry.Key} is not local");
        entry.Local = null;
        entry.Probe = null;
        entry.Challenger = null;
        entry.Leave(now, local.At, _timers.YieldGuard);
        _localCount--;
        _ports.Remove(local.At);
        _expected.Remove(local.At.Port, local.At.Mac);
        _attached.Remove(local.At, macLeft, effects);
        if (local.Announced is not null || entry.RecoveredEpoch > 0)
        {
            // Also what only an earlier life announced: it would stand for as long as leftovers do, and a claim that asks first would wait for it.
            effects.ClaimRetracted(now, entry.Key);
        }

        if (local.Installed)
        {
            effects.RemoveBinding(new BindingKey(local.At.Segment, entry.Key.Address));
        }

        effects.Forget(new FirstPacket(local.At.Port, local.At.Tag, local.At.Mac, entry.Key.Address));
        return local.At;
    }

    /// <summary>Gives the host to a better claim: the old place forwards stragglers, corrects its hosts and is asked once more.</summary>
    private void Yield(Instant now, HostEntry entry, HostReason reason, bool ask, IHostsEffects effects)
    {
        HostAttachment? challenger = entry.Challenger;
        uint epoch = entry.Local!.Epoch;
        bool heldHere = now - entry.Local.Since > _timers.YieldGuard;
        string port = _plan.Ports[entry.Local.At.Port.Value].Name;
        HostAttachment left = DetachLocal(now, entry, macLeft: BestClaim(entry)?.Claim.Mac == entry.Local.At.Mac, effects);
        entry.WasStable = heldHere;
        Record(now, entry, HostState.Elsewhere, reason, left.Port, epoch);
        Elect(now, entry, effects);
        effects.HostMovedAway(now, left.Segment, entry.Key.Address);
        string to = BestClaim(entry) is { } winner ? NodeName(winner.Origin) : "nobody";
        effects.Emit(now, new HostYielded(entry.Key, port, to, epoch, reason));
        if (ask && entry.Routable && _ports.IsUp(left.Port))
        {
            StartProbe(now, entry, ProbePurpose.AfterYield, left, effects);
            entry.Challenger = challenger;
        }
        else if (challenger is { } place)
        {
            TakeUp(now, entry, place, effects);
        }
    }

    /// <summary>Another place of this node wanted a host that was given up before its old place had answered: it comes after the leaf that has it
    /// now, and has to ask that in turn.</summary>
    private void TakeUp(Instant now, HostEntry entry, in HostAttachment challenger, IHostsEffects effects) =>
        Arrive(now, entry, challenger, EvidenceKind.ArpNd, contested: false, effects);

    /// <summary>The host is no longer here and nobody else has claimed it.</summary>
    private void Lose(Instant now, HostEntry entry, HostReason reason, IHostsEffects effects)
    {
        uint epoch = entry.Local!.Epoch;
        string port = _plan.Ports[entry.Local.At.Port.Value].Name;
        HostAttachment left = DetachLocal(now, entry, macLeft: false, effects);
        Record(now, entry, HostState.Remote, reason, left.Port, epoch);
        Elect(now, entry, effects);
        effects.Emit(now, new HostGone(entry.Key, port, epoch, reason));
        if (!entry.Routable)
        {
            _linkLocal.Remove(new BindingKey(left.Segment, entry.Key.Address));
        }
    }

    private void MoveWithin(Instant now, HostEntry entry, LocalHost local, in HostAttachment at, EvidenceKind kind, IHostsEffects effects)
    {
        if (PutOff(now, entry, at, kind))
        {
            return;
        }

        MoveTrust trust = TrustIn(now, at);
        if (trust == MoveTrust.Announced)
        {
            Counters.Increment(HostCounter.MoveNotTrusted);
        }
        else if (trust == MoveTrust.Verified && _ports.IsUp(local.At.Port))
        {
            Challenge(now, entry, local, at, effects);
        }
        else
        {
            Relocate(now, entry, at, kind, HostReason.MovedWithinNode, effects);
        }
    }

    /// <summary>Puts a local host to another place of this node, with the next epoch.</summary>
    private void Relocate(Instant now, HostEntry entry, in HostAttachment at, EvidenceKind kind, HostReason reason, IHostsEffects effects)
    {
        LocalHost old = entry.Local!;
        if (OverLimit(at, old.At) is { } limit)
        {
            ReportLimit(now, at, limit, effects);
            return;
        }

        HostAttachment left = old.At;
        bool segmentChanged = left.Segment != at.Segment;
        _ports.Remove(left);
        _ports.Add(at);
        _expected.Remove(left.Port, left.Mac);
        _attached.Remove(left, macLeft: segmentChanged && left.Mac == at.Mac, effects);
        _attached.Add(at, effects);
        if (old.Installed && segmentChanged)
        {
            effects.RemoveBinding(new BindingKey(left.Segment, entry.Key.Address));
            old.Installed = false;
        }

        effects.Forget(new FirstPacket(left.Port, left.Tag, left.Mac, entry.Key.Address));
        entry.Leave(now, left, _timers.YieldGuard);
        entry.Probe = null;
        entry.Challenger = null;
        entry.Moves++;
        entry.Damper.CountMove(now);
        old.At = at;
        old.IsVouched = IsVouchedHere(entry, at);
        // What the other place had to ask for may be this one's by right.
        old.AsksFirst = old.AsksFirst && MustAsk(now, entry, at, BestClaim(entry));
        old.AsksAgain = false;
        old.Epoch = NextEpoch(entry);
        old.BestEvidence = kind;
        old.LastEvidence = now;
        Change(now, entry, old, kind >= EvidenceKind.ArpNd ? HostState.Confirmed : HostState.Tentative, reason);
        Announce(now, entry, effects);
        Elect(now, entry, effects);
        effects.Emit(now, new HostMoved(
            entry.Key, at.Mac, _plan.Ports[left.Port.Value].Name, _plan.Ports[at.Port.Value].Name, old.Epoch, kind));
        if (old.State == HostState.Tentative)
        {
            StartProbe(now, entry, ProbePurpose.Confirm, at, effects);
        }

        if (segmentChanged)
        {
            effects.HostMovedAway(now, left.Segment, entry.Key.Address);
        }

        effects.HostArrived(now, at.Port, at.Tag, at.Segment, entry.Key.Address, at.Mac);
        if (kind > EvidenceKind.FollowsMac && left.Mac == at.Mac)
        {
            FollowMac(now, _plan.FindSegment(at.Segment)!, at, EvidenceKind.FollowsMac, entry, effects);
        }
    }

    /// <summary>Another MAC, or a place that must ask first, wants an address of this node: the present owner is asked (rule 11).</summary>
    private void Challenge(Instant now, HostEntry entry, LocalHost local, in HostAttachment at, IHostsEffects effects)
    {
        if (entry.IsDuplicate && !entry.Contest.TryAsk(now))
        {
            Counters.Increment(HostCounter.HeldAsDuplicate);
            Postpone(entry, at, entry.Contest.NextQuestion);
            return;
        }

        if (!_ports.IsUp(local.At.Port))
        {
            Relocate(now, entry, at, EvidenceKind.ArpNd, HostReason.NewMac, effects);
            return;
        }

        bool running = entry.Probe is { Purpose: ProbePurpose.Challenge };
        if (!running && local.At.Port == at.Port && !_macChanges.TryTake(now, at.Port))
        {
            Counters.Increment(HostCounter.MacChangesLimited);
            Postpone(entry, at, now + _timers.YieldGuard);
            return;
        }

        entry.Challenger = at;
        if (!running)
        {
            StartProbe(now, entry, ProbePurpose.Challenge, local.At, effects);
        }
    }

    /// <summary>Hands the claim of a local host to IS-IS when it is new or different.</summary>
    private void Announce(Instant now, HostEntry entry, IHostsEffects effects)
    {
        LocalHost local = entry.Local!;
        Remember(entry, local.Epoch);
        _macs.Set(entry, local.At.Mac);
        if (!entry.Routable || local.AwaitsDatabase || !_plan.Fabric.HostRouting || !MayBeAnnounced(entry.Key.Address))
        {
            return;
        }

        HostClaim claim = ClaimOf(entry, local);
        if (local.Announced != claim)
        {
            local.Announced = claim;
            effects.ClaimOriginated(now, claim);
        }
    }

    private static HostClaim ClaimOf(HostEntry entry, LocalHost local) => new(
        entry.Key.Vrf,
        entry.Key.Address,
        local.At.Mac,
        local.Epoch,
        local.At.Segment,
        Attachment: 0,
        (local.AsksFirst ? ClaimFlags.Tentative : ClaimFlags.None) | (local.IsVouched ? ClaimFlags.Vouched : ClaimFlags.None));

    private bool MayBeAnnounced(IpAddress address)
    {
        if (_plan.Fabric.Announce.IsEmpty)
        {
            return true;
        }

        foreach (IpPrefix prefix in _plan.Fabric.Announce)
        {
            if (prefix.Contains(address))
            {
                return true;
            }
        }

        return false;
    }
}
