using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Takes frames from ports: the daemon's copies, the packet filter, the bridge, and the way up to the router.</summary>
internal sealed class FrameReceiver(
    PlaneCall call, BridgeTable macs, SegmentBridge bridge, NodeAnswers answers, PacketRouter router, DaemonLife daemon, GuardFilter guard,
    ImmutableArray<DiffServPriority> priorities)
{
    // Frames to 01-80-C2-00-00-01 to -0F do not pass a bridge (IEEE 802.1Q-2018 table 8-1); without a spanning tree those to -00 do.
    private const ulong FirstLinkGroup = 0x0180_C200_0001;
    private const ulong LastLinkGroup = 0x0180_C200_000F;

    private readonly byte[] _marked = new byte[ForwardingPlane.MaximumFrame];

    public void Receive(PlanePort port, VlanId tag, ReadOnlySpan<byte> frame)
    {
        if (!port.IsUp)
        {
            call.Drop(PlaneDrop.PortDown, frame);
            return;
        }

        if (frame.Length > ForwardingPlane.MaximumFrame)
        {
            call.Drop(PlaneDrop.TooBig, frame);
            return;
        }

        bool isRead = FrameFacts.TryRead(frame, out FrameFacts facts);
        FirstPacket? first = null;
        if (!isRead)
        {
            call.Drop(PlaneDrop.Malformed, frame);
        }
        else if (port.IsRouted)
        {
            ReceiveRouted(port, tag, facts, frame);
        }
        else
        {
            first = ReceiveBridged(port, tag, facts, frame);
        }

        // The daemon comes last: it hears of a frame when the kernel is done with it.
        if (daemon.IsRunning)
        {
            Tell(port, tag, facts, frame, first);
        }
    }

    private void Tell(PlanePort port, VlanId tag, in FrameFacts facts, ReadOnlySpan<byte> frame, FirstPacket? first)
    {
        if (PuntFilter.Wants(port, tag, facts, frame))
        {
            call.Counters.Punted++;
            bool isCut = port.Plan.Kind != PortKind.Fabric && frame.Length > PuntFilter.HostSnapLength;
            call.Effects.Punt(port.Index, tag, isCut ? frame[..PuntFilter.HostSnapLength] : frame);
        }

        if (first is { } packet)
        {
            call.Counters.Reported++;
            call.Effects.Report(packet);
        }
    }

    private void ReceiveRouted(PlanePort port, VlanId tag, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (port.InterfaceOf(tag) is not { } at)
        {
            call.Drop(PlaneDrop.UnknownVlan, frame);
        }
        else if (!facts.Destination.IsGroup && facts.Destination != at.Mac)
        {
            call.Drop(PlaneDrop.NotForUs, frame);
        }
        else
        {
            bool isCleared = port.Plan.Kind == PortKind.Outside && PacketMark.TryClear(priorities, facts, frame, _marked);
            Deliver(at, port, facts, isCleared ? _marked.AsSpan(0, frame.Length) : frame);
        }
    }

    private FirstPacket? ReceiveBridged(PlanePort port, VlanId tag, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (port.SegmentOf(tag) is not { } segment)
        {
            call.Drop(PlaneDrop.UnknownVlan, frame);
            return null;
        }

        PlaneStep step = new(call.In, PlaneAction.Dropped, PlaneDrop.None) { Segment = segment.Id };
        if (facts.Source.IsGroup || facts.Source == MacAddress.Zero)
        {
            call.Drop(PlaneDrop.BadAddress, frame, step);
            return null;
        }

        if (port.Plan is { FacesHosts: true, IsGuarded: false, Bpdu: not PortBpdu.Pass } && IsBpdu(facts, frame))
        {
            call.Drop(PlaneDrop.ForeignProtocol, frame, step);
            return null;
        }

        if (facts.Destination.Value is >= FirstLinkGroup and <= LastLinkGroup)
        {
            call.Consume(frame, segment.Id, segment.Plan.Vrf);
            return null;
        }

        BridgeEntry entry = default;
        bool isKnown = !facts.Destination.IsGroup && macs.TryFind(call.Now, new AttachedMacKey(segment.Id, facts.Destination), out entry);
        FilterVerdict verdict = Filter(segment, port, tag, facts, frame, isKnown && entry.IsAttached, out FirstPacket? first);
        PlaneDrop refused = ReasonOf(verdict);
        if (refused != PlaneDrop.None)
        {
            // A guard lets no stranger in, but the daemon hears of him.
            call.Drop(refused, frame, step);
            return first;
        }

        if (port.Plan.FacesHosts && segment.Policies is { } policies && !policies.Passes(call.Now, PolicyDirection.Out, facts, frame))
        {
            call.Drop(PlaneDrop.Denied, frame, step);
            return first;
        }

        if (port.Plan.FacesHosts && segment.Qualities is { } qualities)
        {
            if (!qualities.IsWithinRate(call.Now, PolicyDirection.Out, facts, frame))
            {
                call.Drop(PlaneDrop.OverRate, frame, step);
                return first;
            }

            frame = qualities.TryMark(facts, frame, _marked) ? _marked.AsSpan(0, frame.Length) : frame;
        }

        if (!segment.IsLocal(facts.Source))
        {
            macs.Learn(call.Now, new AttachedMacKey(segment.Id, facts.Source), port.Index);
        }

        Pass(segment, port, facts, verdict, isKnown, entry, frame);
        return first;
    }

    private static bool IsBpdu(in FrameFacts facts, ReadOnlySpan<byte> frame) =>
        facts.Destination.IsGroup && EthernetView.TryParse(frame, out EthernetView ethernet) == EthernetFault.None && BridgeProtocol.IsBpdu(ethernet);

    private FilterVerdict Filter(
        PlaneSegment segment, PlanePort port, VlanId tag, in FrameFacts facts, ReadOnlySpan<byte> frame, bool isAttached, out FirstPacket? first)
    {
        first = null;
        if (!segment.HasGateway)
        {
            return FilterVerdict.Bridge;
        }

        if (!port.Plan.FacesHosts)
        {
            return SegmentFilter.FromSwitch(segment, facts);
        }

        SeenHosts seen = facts.Kind == FrameKind.Ipv6 ? segment.Seen6 : segment.Seen4;
        SeenHost host = new(port.Index, tag, facts.Source, facts.From);
        bool known = facts.IsIp && seen.Contains(call.Now, host);
        bool isNew;
        FilterVerdict verdict = FilterVerdict.Bridge;
        if (port.Plan.IsGuarded)
        {
            verdict = guard.FromHost(call.Now, segment, port, facts, frame, isAttached, known, out isNew);
            if (!port.Plan.IsMonitored || !GuardFilter.Refuses(verdict))
            {
                Report(segment, port, tag, facts, isNew, ref first);
                return verdict;
            }

            call.Counters.AddMonitored(ReasonOf(verdict));
        }

        verdict = SegmentFilter.FromHost(segment, facts, isAttached, known, out isNew);
        Report(segment, port, tag, facts, isNew, ref first);
        return verdict;
    }

    private void Report(PlaneSegment segment, PlanePort port, VlanId tag, in FrameFacts facts, bool isNew, ref FirstPacket? first)
    {
        SeenHosts seen = facts.Kind == FrameKind.Ipv6 ? segment.Seen6 : segment.Seen4;
        if (isNew && seen.TryAdd(call.Now, new SeenHost(port.Index, tag, facts.Source, facts.From)))
        {
            first = new FirstPacket(port.Index, tag, facts.Source, facts.From);
        }
    }

    private void Pass(
        PlaneSegment segment, PlanePort port, in FrameFacts facts, FilterVerdict verdict, bool isKnown, in BridgeEntry entry, ReadOnlySpan<byte> frame)
    {
        if (facts.Destination.IsGroup)
        {
            bridge.Flood(segment, facts, frame);
            call.IsCopy = true;
            Deliver(segment.Interface, port, facts, frame);
            call.IsCopy = false;
            return;
        }

        bool isForGateway = verdict is FilterVerdict.ToGateway or FilterVerdict.RouteInstead;
        if (!isForGateway && !segment.IsLocal(facts.Destination))
        {
            bridge.Forward(segment, facts, isKnown, entry, frame);
            return;
        }

        if (verdict == FilterVerdict.RouteInstead)
        {
            call.Counters.RoutedInsteadOfBridged++;
        }

        // The stack takes nothing that is addressed to another of the node's ports.
        if (isForGateway || facts.Destination == segment.Interface.Mac || facts.Destination == port.Status.Mac)
        {
            Deliver(segment.Interface, port, facts, frame);
        }
        else
        {
            call.Drop(PlaneDrop.NotForUs, frame, new PlaneStep(call.In, PlaneAction.Dropped, PlaneDrop.None) { Segment = segment.Id });
        }
    }

    private void Deliver(RoutedInterface at, PlanePort port, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (facts.Kind == FrameKind.Arp)
        {
            answers.HandleArp(at, port, facts, frame);
        }
        else if (facts.IsIp && at.Segment is not { HasGateway: false })
        {
            router.Receive(at, facts, frame);
        }
        else
        {
            call.Consume(frame, at.Segment?.Id ?? SegmentId.None, at.Vrf);
        }
    }

    private static PlaneDrop ReasonOf(FilterVerdict verdict) => verdict switch
    {
        FilterVerdict.GatewayMacSpoofed => PlaneDrop.GatewayMacSpoofed,
        FilterVerdict.GatewayAddressClaimed => PlaneDrop.GatewayAddressClaimed,
        FilterVerdict.GatewayKeptLocal => PlaneDrop.GatewayKeptLocal,
        FilterVerdict.Unbound => PlaneDrop.Unbound,
        FilterVerdict.RouterMessage => PlaneDrop.RouterMessage,
        FilterVerdict.HiddenMessage => PlaneDrop.HiddenMessage,
        FilterVerdict.ServerMessage => PlaneDrop.ServerMessage,
        FilterVerdict.ForeignProtocol => PlaneDrop.ForeignProtocol,
        FilterVerdict.Storm => PlaneDrop.Storm,
        _ => PlaneDrop.None,
    };
}
