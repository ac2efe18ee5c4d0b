using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Sends frames within a segment: to the port of a known MAC, or to all ports.</summary>
internal sealed class SegmentBridge(PlaneCall call, BridgeTable table)
{
    /// <summary>Sends a frame from one port of a segment on: to the port of its destination, or to all where that is not known.</summary>
    public void Forward(PlaneSegment segment, in FrameFacts facts, bool isKnown, in BridgeEntry entry, ReadOnlySpan<byte> frame)
    {
        if (!isKnown || !segment.TryGetTag(entry.Port, out SegmentMember member))
        {
            Flood(segment, facts, frame);
            return;
        }

        PlaneStep step = StepOf(segment, entry) with { Action = PlaneAction.Bridged };
        if (member.Port.Index == call.In)
        {
            call.Drop(PlaneDrop.SamePort, frame, step);
        }
        else if (!member.Port.IsUp)
        {
            call.Drop(PlaneDrop.PortDown, frame, step);
        }
        else if (IsKept(segment, member, facts))
        {
            call.Drop(PlaneDrop.GatewayKeptLocal, frame, step);
        }
        else if (Refusal(segment, member, facts, frame) is not PlaneDrop.None and PlaneDrop why)
        {
            call.Drop(why, frame, step);
        }
        else
        {
            call.Transmit(member.Port, member.Tag, frame);
            call.Observe(step with { Out = member.Port.Index }, frame);
        }
    }

    /// <summary>Sends a frame to all ports of a segment but the one by which it came.</summary>
    public void Flood(PlaneSegment segment, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        PortIndex first = PortIndex.None;
        bool isKept = false;
        PlaneDrop refusal = PlaneDrop.NoPort;
        foreach (SegmentMember member in segment.Members)
        {
            if (member.Port.Index == call.In || !member.Port.IsUp)
            {
                continue;
            }

            if (IsKept(segment, member, facts))
            {
                isKept = true;
                continue;
            }

            if (Refusal(segment, member, facts, frame) is not PlaneDrop.None and PlaneDrop why)
            {
                refusal = why;
                continue;
            }

            first = first.IsNone ? member.Port.Index : first;
            call.Transmit(member.Port, member.Tag, frame);
        }

        PlaneStep step = new(call.In, PlaneAction.Flooded, PlaneDrop.None) { Segment = segment.Id, Out = first };
        if (!first.IsNone)
        {
            call.Observe(step, frame);
        }
        else if (facts.Destination.IsGroup && segment.HasGateway)
        {
            // Nobody else is there, but the node itself has heard it.
            call.Consume(frame, segment.Id, segment.Plan.Vrf);
        }
        else
        {
            call.Drop(isKept ? PlaneDrop.GatewayKeptLocal : refusal, frame, step);
        }
    }

    /// <summary>Sends a packet from the segment's routed interface.</summary>
    public void SendFromInterface(PlaneSegment segment, MacAddress destination, ReadOnlySpan<byte> frame, in PlaneStep about)
    {
        FrameFacts facts = default;
        if (segment.Policies is not null || segment.Qualities is not null)
        {
            FrameFacts.TryRead(frame, out facts);
        }

        if (!destination.IsGroup && table.TryFind(call.Now, new AttachedMacKey(segment.Id, destination), out BridgeEntry entry)
            && segment.TryGetTag(entry.Port, out SegmentMember member))
        {
            if (!member.Port.IsUp)
            {
                call.Drop(PlaneDrop.PortDown, frame, about);
            }
            else if (Refusal(segment, member, facts, frame) is not PlaneDrop.None and PlaneDrop why)
            {
                call.Drop(why, frame, about);
            }
            else
            {
                call.Transmit(member.Port, member.Tag, frame);
                call.Observe(about with { Out = member.Port.Index }, frame);
            }

            return;
        }

        FloodFromInterface(segment, facts, frame, about);
    }

    private void FloodFromInterface(PlaneSegment segment, in FrameFacts facts, ReadOnlySpan<byte> frame, in PlaneStep about)
    {
        PortIndex first = PortIndex.None;
        PlaneDrop refusal = PlaneDrop.NoPort;
        foreach (SegmentMember each in segment.Members)
        {
            if (!each.Port.IsUp)
            {
                continue;
            }

            if (Refusal(segment, each, facts, frame) is not PlaneDrop.None and PlaneDrop why)
            {
                refusal = why;
                continue;
            }

            first = first.IsNone ? each.Port.Index : first;
            call.Transmit(each.Port, each.Tag, frame);
        }

        if (first.IsNone)
        {
            call.Drop(refusal, frame, about);
        }
        else
        {
            call.Observe(about with { Out = first }, frame);
        }
    }

    /// <summary>Why the policy of its receiver keeps a frame from a port; none when it may leave.</summary>
    private PlaneDrop Refusal(PlaneSegment segment, in SegmentMember member, in FrameFacts facts, ReadOnlySpan<byte> frame) =>
        !member.Port.Plan.FacesHosts ? PlaneDrop.None
        : segment.Policies is { } policies && !policies.Passes(call.Now, PolicyDirection.In, facts, frame) ? PlaneDrop.Denied
        : segment.Qualities is { } qualities && !qualities.IsWithinRate(call.Now, PolicyDirection.In, facts, frame) ? PlaneDrop.OverRate
        : PlaneDrop.None;

    private PlaneStep StepOf(PlaneSegment segment, in BridgeEntry entry) => new(call.In, PlaneAction.Bridged, PlaneDrop.None)
    {
        Segment = segment.Id,
        Entry = entry.IsAttached ? PlaneEntry.AttachedMac : PlaneEntry.LearnedMac,
    };

    private static bool IsKept(PlaneSegment segment, in SegmentMember member, in FrameFacts facts) =>
        segment.HasGateway && member.Port.IsInterswitch && !SegmentFilter.MayLeave(segment, facts);
}
