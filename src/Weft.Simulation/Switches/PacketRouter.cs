using System.Buffers.Binary;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Takes packets that came to a routed interface: for the node itself, or to be routed on.</summary>
internal sealed class PacketRouter(
    PlaneCall call, RouteFinder routes, PlanePort[] ports, OwnPacketSender output, IcmpErrors errors, LocalDelivery local, ulong hashSeed)
{
    // Frames are changed in a copy: the caller's may be on its way to other ports too.
    private readonly byte[] _frame = new byte[ForwardingPlane.MaximumFrame];
    private readonly byte[] _piece = new byte[ForwardingPlane.MaximumFrame];

    /// <summary>Takes a packet.</summary>
    /// <param name="at">The interface by which it came.</param>
    /// <param name="facts">The frame, read.</param>
    /// <param name="frame">The frame.</param>
    public void Receive(RoutedInterface at, in FrameFacts facts, ReadOnlySpan<byte> frame)
    {
        if (!TryCheck(facts, frame, out int packetLength))
        {
            call.Drop(PlaneDrop.Malformed, frame, StepOf(at));
            return;
        }

        if (!IsSourceUsable(at.Vrf, facts))
        {
            call.Drop(PlaneDrop.BadAddress, frame, StepOf(at));
            return;
        }

        if (facts.To.IsMulticast || facts.To == IpAddress.Ipv4Broadcast || IsLinkLocalHere(at, facts.To))
        {
            local.Receive(at, facts, frame);
            return;
        }

        bool isFound = routes.TryFind(at.Vrf, facts.To, out FoundRoute route);
        if (isFound && route.Entry == PlaneEntry.Own)
        {
            local.Receive(at, facts, frame);
        }
        else if (facts.Destination.IsGroup || (facts.To.IsIpv6 && (facts.To.IsLinkLocal || facts.From.IsLinkLocal)))
        {
            // Sent to everybody on the link, or meant for the link alone: never routed.
            call.Drop(PlaneDrop.BadAddress, frame, StepOf(at));
        }
        else if (!isFound)
        {
            call.Drop(PlaneDrop.NoRoute, frame, StepOf(at));

            // A VRF ends in a route that says "unreachable"; the default one just ends.
            errors.Send(at.Vrf == VrfId.Default ? ErrorKind.NoRoute : ErrorKind.Unreachable, at.Vrf, frame);
        }
        else
        {
            Forward(at, facts, frame[..(EthernetHeader.Length + packetLength)], route);
        }
    }

    private void Forward(RoutedInterface at, in FrameFacts facts, ReadOnlySpan<byte> frame, in FoundRoute route)
    {
        PlaneStep step = StepOf(at) with { Entry = route.Entry, Match = route.Match, Group = route.GroupId };
        if (route.IsDiscard)
        {
            call.Drop(PlaneDrop.Discarded, frame, step);
            return;
        }

        if (!HopCount.IsLeft(frame, facts.Kind))
        {
            call.Drop(PlaneDrop.HopLimit, frame, step);
            errors.Send(ErrorKind.HopLimit, at.Vrf, frame);
            return;
        }

        uint hash = route.Interface is null ? FlowHash.Compute(hashSeed, facts, frame) : 0;
        if (Egress.Choose(route, at.Vrf, facts.To, hash, ports) is not { } egress)
        {
            call.Drop(PlaneDrop.NoRoute, frame, step);
            return;
        }

        step = OwnPacketSender.Describe(step, route, egress);
        Span<byte> copy = _frame.AsSpan(0, frame.Length);
        frame.CopyTo(copy);
        HopCount.Lower(copy, facts.Kind);
        int mtu = egress.Interface.Mtu;
        if (frame.Length - EthernetHeader.Length <= mtu)
        {
            output.SendBy(egress, copy, step);
        }
        else if (Ipv4Fragments.MayCut(copy))
        {
            SendPieces(egress, copy, mtu, step);
        }
        else
        {
            call.Drop(PlaneDrop.TooBig, frame, step);
            errors.Send(ErrorKind.TooBig, at.Vrf, frame, mtu);
        }
    }

    private void SendPieces(in Egress egress, ReadOnlySpan<byte> frame, int mtu, in PlaneStep step)
    {
        Ipv4Fragments pieces = new(frame, mtu);
        while (pieces.TryWrite(_piece, out int length))
        {
            output.SendBy(egress, _piece.AsSpan(0, length), step);
        }
    }

    private static bool TryCheck(in FrameFacts facts, ReadOnlySpan<byte> frame, out int length)
    {
        ReadOnlySpan<byte> packet = frame[EthernetHeader.Length..];
        if (facts.Kind == FrameKind.Ipv4)
        {
            bool isGood = Ipv4View.TryParse(packet, out Ipv4View view) == Ipv4Fault.None;
            length = isGood ? view.TotalLength : 0;
            return isGood;
        }

        // A router looks at the fixed header alone (RFC 8200 section 4).
        length = Ipv6Header.Length + BinaryPrimitives.ReadUInt16BigEndian(packet[4..]);
        return packet[0] >> 4 == 6 && length <= packet.Length;
    }

    /// <summary>The kernel calls other sources martians: groups, broadcast, loopback, and its own IPv4 addresses.</summary>
    private bool IsSourceUsable(VrfId vrf, in FrameFacts facts)
    {
        if (facts.Kind == FrameKind.Ipv6)
        {
            return !facts.From.IsMulticast && !facts.From.IsLoopback && !facts.To.IsLoopback;
        }

        if (facts.From.IsUnspecified)
        {
            // DHCP clients have none yet; they are not routed.
            return facts.To == IpAddress.Ipv4Broadcast;
        }

        return facts.From.IsHostUnicast && !facts.To.IsLoopback
            && !(routes.Own.TryGetValue(new HostKey(vrf, facts.From), out PlaneAddress own) && !own.IsHost);
    }

    private static bool IsLinkLocalHere(RoutedInterface at, IpAddress address) => address.IsIpv6 && address.IsLinkLocal && at.Has(address);

    private PlaneStep StepOf(RoutedInterface at) => new(call.In, PlaneAction.Routed, PlaneDrop.None) { Vrf = at.Vrf };
}
