using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <content>Probing: asking a host, or its old place, whether it is there.</content>
public sealed partial class HostsEngine
{
    private void StartProbe(Instant now, HostEntry entry, ProbePurpose purpose, in HostAttachment target, IHostsEffects effects)
    {
        entry.Probe = new HostProbe(purpose, target, entry.HighestEpoch) { Next = now };
        ContinueProbe(now, entry, entry.Probe, effects);
        Reschedule(entry);
    }

    /// <summary>A newer claim makes the answers to a series under way void (rule 5), but the question remains: it is asked for the new epoch.</summary>
    private void AskAnew(Instant now, HostEntry entry, IHostsEffects effects)
    {
        if (entry.Probe is { } probe && probe.Epoch != entry.HighestEpoch)
        {
            StartProbe(now, entry, probe.Purpose, probe.Target, effects);
        }
    }

    /// <summary>Something other than an answer came from the place that is asked. It may have been under way before the question, or the host may
    /// have come back too late for it: worth asking once more.</summary>
    private void AskOnceMore(Instant now, HostEntry entry, in HostAttachment at, IHostsEffects effects)
    {
        if (IsAskedAbout(entry) && entry.Probe is { IsSecond: false, Sent: > 0 } probe && probe.Target == at)
        {
            entry.Probe = new HostProbe(probe.Purpose, at, entry.HighestEpoch) { Next = now, IsSecond = true };
            ContinueProbe(now, entry, entry.Probe, effects);
        }
    }

    /// <summary>True while somebody else wants a host and its present place is asked.</summary>
    private static bool IsAskedAbout(HostEntry entry) => entry.Probe is { Purpose: ProbePurpose.Verify or ProbePurpose.Challenge };

    private void ContinueProbe(Instant now, HostEntry entry, HostProbe probe, IHostsEffects effects)
    {
        if (probe.Sent >= _timers.ProbeCount)
        {
            entry.Probe = null;
            Unanswered(now, entry, probe, effects);
            return;
        }

        TimeSpan interval = IntervalOf(probe.Purpose);
        if (_probeBudget.TryTake(now, probe.Target.Port))
        {
            // Unicast first; the last try is sent to all, for a host whose MAC changed without a word.
            bool broadcast = probe.Sent > 1 && probe.Purpose == ProbePurpose.Idle;
            SendProbe(probe.Target, entry.Key.Address, broadcast, effects);
            Counters.Increment(HostCounter.ProbesSent);
            probe.Sent++;
        }
        else
        {
            Counters.Increment(HostCounter.ProbeBudgetExhausted);
        }

        probe.Next = now + interval;
    }

    private TimeSpan IntervalOf(ProbePurpose purpose) => purpose switch
    {
        ProbePurpose.Idle => _random.Jitter(_timers.ProbeInterval),
        ProbePurpose.Confirm => _timers.TentativeLifetime / _timers.ProbeCount,
        _ => _timers.VerifyInterval,
    };

    /// <summary>Takes evidence that answers a probe under way; true when it was used up by that.</summary>
    private bool TryAnswerProbe(Instant now, HostEntry entry, in HostAttachment at, EvidenceKind kind, IHostsEffects effects)
    {
        if (entry.Probe is not { } probe || probe.Target != at || probe.Epoch != entry.HighestEpoch || probe.Sent == 0)
        {
            return false;
        }

        // Data may have been under way before the question; only ARP and ND speak for now.
        bool answers = probe.Purpose is ProbePurpose.Confirm or ProbePurpose.Idle
            ? kind >= EvidenceKind.ArpNd
            : kind is EvidenceKind.ProbeAnswer or EvidenceKind.Announcement;
        if (!answers)
        {
            return false;
        }

        entry.Probe = null;
        switch (probe.Purpose)
        {
            case ProbePurpose.Confirm or ProbePurpose.Idle:
                Confirm(now, entry, entry.Local!, HostReason.ProbeAnswered, effects);
                break;
            case ProbePurpose.Verify:
                DefendAgainstClaim(now, entry, entry.Local!, effects);
                break;
            case ProbePurpose.Challenge:
                RejectChallenger(now, entry, entry.Local!, effects);
                break;
            case ProbePurpose.AfterRefusal when kind == EvidenceKind.ProbeAnswer:
                Arrive(now, entry, at, kind, contested: false, effects);
                entry.Local?.AsksAgain = true;
                break;
            case ProbePurpose.AfterYield when kind == EvidenceKind.ProbeAnswer:
                Contest(now, entry, at, effects);
                break;
            default:
                // An announcement at the old place is a host that came back: an ordinary move.
                return false;
        }

        return true;
    }

    private void Unanswered(Instant now, HostEntry entry, HostProbe probe, IHostsEffects effects)
    {
        switch (probe.Purpose)
        {
            case ProbePurpose.Confirm:
                Lose(now, entry, HostReason.NotConfirmed, effects);
                break;
            case ProbePurpose.Idle:
                Lose(now, entry, HostReason.Silent, effects);
                break;
            case ProbePurpose.Verify:
                Yield(now, entry, HostReason.Silent, ask: false, effects);
                break;
            case ProbePurpose.Challenge when entry.Challenger is { } challenger:
                Relocate(now, entry, challenger, EvidenceKind.ArpNd, HostReason.NewMac, effects);
                break;
            case ProbePurpose.AfterYield or ProbePurpose.AfterRefusal when entry.Challenger is { } challenger:
                TakeUp(now, entry, challenger, effects);
                break;
            default:
                break;
        }
    }

    /// <summary>The host answers here although another leaf asked for it: this node keeps it with a higher epoch.</summary>
    private void DefendAgainstClaim(Instant now, HostEntry entry, LocalHost local, IHostsEffects effects)
    {
        local.Epoch = NextEpoch(entry);
        NoteAnswer(now, entry, local, effects);
        bool twoMacs = Rival(entry, ClaimOf(entry, local)) is { } rival && rival.Claim.Mac != local.At.Mac;
        CountContest(now, entry, heldHere: true, effects, proven: twoMacs);
        Record(now, entry, local.State, HostReason.OldPlaceAnswers, local.At.Port, local.Epoch);
        Announce(now, entry, effects);
        Elect(now, entry, effects);
    }

    /// <summary>The question may have taken the place of one about a silent or unproven host; nobody would ask that again.</summary>
    private void NoteAnswer(Instant now, HostEntry entry, LocalHost local, IHostsEffects effects)
    {
        local.LastEvidence = now;
        if (local.State != HostState.Confirmed)
        {
            Confirm(now, entry, local, HostReason.ProbeAnswered, effects);
        }
    }

    private void RejectChallenger(Instant now, HostEntry entry, LocalHost local, IHostsEffects effects)
    {
        HostAttachment challenger = entry.Challenger ?? local.At;
        entry.Challenger = null;
        NoteAnswer(now, entry, local, effects);
        ReportConflict(now, entry, challenger, _plan.Ports[local.At.Port.Value].Name, effects);
        CountContest(now, entry, heldHere: true, effects, proven: challenger.Mac != local.At.Mac);
    }

    /// <summary>The old place still answers after the host was given up: two hosts use the address. The contest that makes it a duplicate
    /// gives it back to the place that held it before; after that nobody takes it without asking the holder.</summary>
    private void Contest(Instant now, HostEntry entry, in HostAttachment at, IHostsEffects effects)
    {
        if (BestClaim(entry) is null)
        {
            // Whoever got it has given it up since: nobody is left to contend with.
            Arrive(now, entry, at, EvidenceKind.ProbeAnswer, contested: false, effects);
            return;
        }

        bool known = entry.IsDuplicate;
        bool declared = CountContest(now, entry, entry.WasStable, effects);
        if (!declared || entry.Contest.HeldHereBefore)
        {
            Arrive(now, entry, at, EvidenceKind.ProbeAnswer, contested: !known, effects);
        }
    }

    private bool CountContest(Instant now, HostEntry entry, bool heldHere, IHostsEffects effects, bool proven = false)
    {
        bool counted = entry.Contest.Count(now, heldHere, _timers);
        if (!counted && !(proven && entry.Contest.Declare(now, _timers)))
        {
            return false;
        }

        string here = _plan.Ports[(entry.Local?.At ?? entry.Left ?? default).Port.Value].Name;
        string there = BestClaim(entry) is { } claim ? NodeName(claim.Origin) : here;
        Record(now, entry, HostState.Duplicate, HostReason.TooManyContests, PortIndex.None, entry.HighestEpoch);
        effects.Emit(now, new HostDuplicate(entry.Key, _plan.Node.Name, here, there));
        return true;
    }

    private void ReportConflict(Instant now, HostEntry entry, in HostAttachment claimant, string owner, IHostsEffects effects) =>
        effects.Emit(now, new HostConflict(entry.Key, claimant.Mac, _plan.Ports[claimant.Port.Value].Name, owner));
}
