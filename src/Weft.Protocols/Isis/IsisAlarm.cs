using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>Something that IS-IS survives but somebody must look at. Raised at most once a minute per subject.</summary>
public sealed record IsisAlarm(IsisAlarmReason Reason, string About) : NodeEvent
{
    public override string Kind => "isis-alarm";

    public override string Subject => About;

    public override string Text => Reason switch
    {
        IsisAlarmReason.DuplicateSystemId => $"our own system id says hello on {About}: a second node has it, or the port is looped",
        IsisAlarmReason.SecondNeighbor => $"a second system says hello on {About}, which must be point-to-point",
        IsisAlarmReason.LevelMismatch => $"the neighbour on {About} runs only the level of IS-IS that this fabric does not (`level` under `isis:`): no adjacency comes up",
        IsisAlarmReason.AreaMismatch => $"the neighbour on {About} is in none of our areas (49.0001), which level 1 needs: no adjacency comes up",
        IsisAlarmReason.NotHeard => $"the neighbour on {About} says hello but does not hear ours, which are padded to the MTU: its MTU is smaller, or the link carries one direction only",
        IsisAlarmReason.OwnLspForeign => $"{About} was issued in our name by somebody else",
        IsisAlarmReason.ContentConflict => $"{About} has two contents under one sequence number; the first is kept until its originator speaks",
        IsisAlarmReason.DatabaseFull => $"the link-state database has no place for {About}",
        IsisAlarmReason.FragmentsFull => $"{About} found no room in our {IsisLimits.Fragments} LSPs and is not announced",
        IsisAlarmReason.HelloCopied => $"a hello of the neighbour on {About} came from another MAC address than it was made for: somebody replays it",
        IsisAlarmReason.MtuTooSmall => $"the MTU of {About} is below {IsisLimits.MinimumMtu}: LSPs do not fit",
        IsisAlarmReason.NoLinkLocal => $"the neighbour on {About} says hello without an IPv6 link-local address: no adjacency comes up",
        IsisAlarmReason.SequenceWrapped => $"the sequence number of {About} ran out",
        _ => throw new InvalidOperationException($"no text for {Reason}"),
    };

    public override EventSeverity Severity => EventSeverity.Alarm;
}
