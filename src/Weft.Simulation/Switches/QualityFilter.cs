using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The rates and marks of one segment's hosts, as a switch's packet filter has them.</summary>
internal sealed class QualityFilter(Fabric fabric, SegmentPolicies policies, Dictionary<(PolicyId Policy, PolicyDirection Direction), RateBook> rates)
{
    private readonly ImmutableArray<DiffServPriority> _priorities = fabric.Priorities;

    /// <summary>False for a packet that is above its host's rate.</summary>
    public bool IsWithinRate(Instant now, PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (PolicyOf(direction, facts) is not { Quality: { } quality } policy || quality.Limit(direction) is not { } rate || IsExempt(direction, facts, frame))
        {
            return true;
        }

        if (!rates.TryGetValue((policy.Id, direction), out RateBook? book))
        {
            book = new RateBook(rate);
            rates.Add((policy.Id, direction), book);
        }

        return book.TryTake(now, direction == PolicyDirection.Out ? facts.Source : facts.Destination, frame.Length - EthernetHeader.Length);
    }

    /// <summary>Writes a frame as its host's policy marks it, or takes a mark from it that the host may not use; false where nothing is to be changed.</summary>
    public bool TryMark(in FrameFacts facts, ReadOnlySpan<byte> frame, Span<byte> copy)
    {
        if (facts.IsIp && PolicyOf(PolicyDirection.Out, facts)?.Quality?.Mark is { } mark)
        {
            PacketMark.Write(facts, frame, copy, mark);
            return true;
        }

        return PacketMark.TryClear(_priorities, facts, frame, copy);
    }

    private HostPolicy? PolicyOf(PolicyDirection direction, in FrameFacts facts) => direction == PolicyDirection.Out
        ? fabric.FindPolicy(policies.Of(facts.Source, facts.From))
        : fabric.FindPolicy(policies.Of(facts.Destination, facts.To));

    private static bool IsExempt(PolicyDirection direction, in FrameFacts facts, ReadOnlySpan<byte> frame) =>
        facts.Kind == FrameKind.Arp
        || (direction == PolicyDirection.In && facts.Destination.IsGroup)
        || PolicyFilter.IsExempt(direction, facts, PacketTuple.TryRead(facts, frame, out PacketTuple tuple), tuple);
}
