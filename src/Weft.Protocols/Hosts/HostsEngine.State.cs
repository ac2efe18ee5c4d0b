using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>The state as numbers, for the explorer of all interleavings.</content>
public sealed partial class HostsEngine
{
    /// <summary>When something really happens next. <see cref="NextDeadline"/> may come before that, for a deadline that was put off since.</summary>
    internal Instant ExactDeadline
    {
        get
        {
            Instant next = Instant.Min(_databaseDeadline, _ports.NextHold);
            foreach (HostEntry entry in _entries.Values)
            {
                next = Instant.Min(next, entry.Timer);
            }

            return next;
        }
    }

    /// <summary>Writes all that can have a say in what the engine does next, except for what only acts in masses: damping, budgets, limits,
    /// and link-local addresses, which nobody claims.</summary>
    internal void WriteState(StateWriter writer)
    {
        writer.Add(_databaseDeadline);
        writer.Add(_synchronized);
        _ports.WriteState(writer);
        _expected.WriteState(writer);
        foreach (FabricNode node in _plan.Fabric.Nodes)
        {
            writer.Add(_reachable.Contains(node.SystemId));
        }

        _scratch.Clear();
        _scratch.AddRange(_entries.Values);
        _loneScratch.Clear();
        _lone.CopyTo(_loneScratch);
        _scratch.AddRange(_loneScratch.Select(Picture));
        _scratch.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        writer.Add(_scratch.Count);
        foreach (HostEntry entry in _scratch)
        {
            WriteEntry(entry, writer);
        }
    }

    private void WriteEntry(HostEntry entry, StateWriter writer)
    {
        writer.Add(unchecked((long)(ulong)entry.Key.Address.Bits));
        writer.Add(entry.HighestEpoch);
        writer.Add(_synchronized ? 0 : entry.RecoveredEpoch);
        writer.Add(!_synchronized && entry.RecoveredTentative);
        writer.Add(entry.ClaimCount);
        for (int i = 0; i < entry.ClaimCount; i++)
        {
            RemoteClaim claim = entry.ClaimAt(i);
            writer.Add((long)claim.Origin.Value);
            writer.Add((long)claim.Claim.Mac.Value);
            writer.Add(claim.Claim.Epoch);
            writer.Add(claim.Claim.Segment.Value);
            writer.Add((long)claim.Claim.Flags);
        }

        writer.Add(entry.Local is not null);
        if (entry.Local is { } local)
        {
            WriteLocal(local, writer);
        }

        writer.Add(entry.Winners.Length);
        foreach (SystemId winner in entry.Winners)
        {
            writer.Add((long)winner.Value);
        }

        writer.Add((long)entry.IndexedMac.Value);
        writer.Add(entry.Timer);
        WritePast(entry, writer);
    }

    private void WriteLocal(LocalHost local, StateWriter writer)
    {
        writer.Add(local.At);
        writer.Add((long)local.State);
        writer.Add(local.Epoch);
        writer.Add(local.AsksFirst);
        writer.Add(local.AsksFirst && local.AsksAgain);
        writer.Add(local.AwaitsDatabase);
        writer.Add(local.AwaitsDatabase && local.BestEvidence == EvidenceKind.Adopted);
        writer.Add(local.Installed);
        writer.Add(local.Announced?.Epoch ?? 0);
        writer.Add((long)(local.Announced?.Flags ?? ClaimFlags.None));
        writer.Add(local.State == HostState.Confirmed ? local.LastEvidence + _timers.HostIdle : Instant.Never);
        writer.Add(local.Since + _timers.YieldGuard);
    }

    private void WritePast(HostEntry entry, StateWriter writer)
    {
        writer.Add(entry.Probe is not null);
        if (entry.Probe is { } probe)
        {
            writer.Add((long)probe.Purpose);
            writer.Add(probe.Target);
            writer.Add(probe.Epoch == entry.HighestEpoch);
            writer.Add(probe.Sent);
            writer.Add(probe.IsSecond);
            writer.Add(probe.Next);
            writer.Add(entry.WasStable);
        }

        entry.WriteGuards(writer);
        writer.Add(entry.Challenger);
        writer.Add(entry.Postponed is not null);
        if (entry.Postponed is { } postponed)
        {
            writer.Add(postponed.Port.Value);
            writer.Add((long)postponed.Mac.Value);
        }

        writer.Add(entry.PostponedUntil);
        bool isEmpty = entry.Local is null && entry.ClaimCount == 0;
        writer.Add(isEmpty ? entry.LeftGuardUntil + _timers.DuplicateWindow : Instant.Never);
        entry.WriteContest(writer, _timers);
    }
}
