using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Puts packets into frames and sends them out of a routed interface.</summary>
internal sealed class PacketSender(PlaneCall call, SegmentBridge bridge)
{
    private readonly byte[] _question = new byte[FrameWriter.MaximumLength];

    /// <summary>Sends a packet to a MAC. The frame's addresses are written here; the rest is there already.</summary>
    public void Send(RoutedInterface at, MacAddress destination, Span<byte> frame, in PlaneStep step)
    {
        destination.Write(frame);
        at.Mac.Write(frame[MacAddress.Length..]);
        if (at.Segment is { } segment)
        {
            bridge.SendFromInterface(segment, destination, frame, step);
            return;
        }

        PlanePort port = at.Port!;
        if (!port.IsUp)
        {
            call.Drop(PlaneDrop.PortDown, frame, step);
            return;
        }

        call.Transmit(port, at.Tag, frame);
        call.Observe(step with { Out = port.Index }, frame);
    }

    /// <summary>Sends a frame of the node's own that no checker follows: ARP and neighbour discovery.</summary>
    /// <param name="at">The interface.</param>
    /// <param name="to">The only port of the segment to send it to; null for where the bridge would.</param>
    /// <param name="frame">The whole frame.</param>
    public void SendControl(RoutedInterface at, PlanePort? to, ReadOnlySpan<byte> frame)
    {
        if (at.Segment is not { } segment)
        {
            if (at.Port!.IsUp)
            {
                call.Transmit(at.Port, at.Tag, frame);
            }

            return;
        }

        bool isArp = FrameFacts.TryRead(frame, out FrameFacts facts) && facts.Kind == FrameKind.Arp;
        foreach (SegmentMember member in segment.Members)
        {
            // The node's own ARP does not cross to other switches: they are the gateway themselves.
            if (member.Port.IsUp && (to is null || member.Port == to) && !(isArp && member.Port.IsInterswitch))
            {
                call.Transmit(member.Port, member.Tag, frame);
            }
        }
    }

    /// <summary>Asks for a neighbour: everybody, or itself when it was known. ARP carries the virtual MAC, as the packet filter sees to.</summary>
    public void Ask(RoutedInterface at, IpAddress target, MacAddress known)
    {
        IpAddress sender = at.GlobalAddress(target.IsIpv6);
        int length;
        if (target.IsIpv4)
        {
            MacAddress mac = at.Segment is { HasGateway: true } segment ? segment.Plan.Subnet.GatewayMac4 : at.Mac;
            length = FrameWriter.Arp(
                _question, known == MacAddress.Zero ? MacAddress.Broadcast : known, mac, ArpPacket.Request(mac, sender, target));
        }
        else
        {
            IpAddress source = target.IsLinkLocal || sender.IsUnspecified ? at.LinkLocal : sender;
            length = known == MacAddress.Zero
                ? FrameWriter.NeighborSolicitation(_question, at.Mac, source, target, at.Mac)
                : FrameWriter.NeighborSolicitation(_question, known, at.Mac, source, target, target, at.Mac);
        }

        SendControl(at, null, _question.AsSpan(0, length));
    }
}
