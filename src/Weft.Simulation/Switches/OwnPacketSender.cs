using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Sends packets that the node itself made: answers to echo requests, and errors.</summary>
internal sealed class OwnPacketSender(
    NodePlan plan, PlaneCall call, RouteFinder routes, PlanePort[] ports, PlaneNeighbors neighbors, PacketSender sender, ulong hashSeed)
{
    private const byte TimeToLive = 64;

    private readonly byte[] _frame = new byte[ForwardingPlane.MaximumFrame];

    /// <summary>The address that a packet to a destination is sent from: the loopback over routes of the fabric, because a gateway's
    /// address would bring the answer to another leaf; else the interface's.</summary>
    public bool TryFindSource(VrfId vrf, IpAddress destination, out IpAddress source)
    {
        source = default;
        if (!routes.TryFind(vrf, destination, out FoundRoute route) || route.IsDiscard || route.Entry == PlaneEntry.Own
            || Egress.Choose(route, vrf, destination, 0, ports) is not { } egress)
        {
            return false;
        }

        source = egress.Interface.GlobalAddress(destination.IsIpv6);
        if (source.IsUnspecified)
        {
            source = destination.IsIpv6 ? plan.Node.Loopback6 : plan.Node.Loopback4;
        }

        return !source.IsUnspecified;
    }

    /// <summary>Routes a datagram.</summary>
    public void Send(in Datagram datagram, ReadOnlySpan<byte> payload)
    {
        int length = UdpHeader.Length + payload.Length;
        bool isIpv6 = datagram.Destination.IsIpv6;
        int offset = new EthernetHeader(MacAddress.Zero, MacAddress.Zero, isIpv6 ? EtherType.Ipv6 : EtherType.Ipv4).Write(_frame);
        Span<byte> packet = _frame.AsSpan(offset);
        offset += isIpv6
            ? new Ipv6Header(0, 0, IpProtocol.Udp, TimeToLive, datagram.Source, datagram.Destination).Write(packet, length)
            : new Ipv4Header(0, 0, 0, TimeToLive, IpProtocol.Udp, datagram.Source, datagram.Destination).Write(packet, length);
        Span<byte> udp = _frame.AsSpan(offset, length);
        payload.CopyTo(udp[UdpHeader.Length..]);
        new UdpHeader(datagram.SourcePort, datagram.DestinationPort).Write(udp, datagram.Source, datagram.Destination);
        Send(datagram.Vrf, _frame.AsSpan(0, offset + length));
    }

    /// <summary>Routes a packet; its Ethernet addresses are written here.</summary>
    public void Send(VrfId vrf, Span<byte> frame)
    {
        FrameFacts.TryRead(frame, out FrameFacts facts);
        PlaneStep step = new(PortIndex.None, PlaneAction.Routed, PlaneDrop.None) { Vrf = vrf };
        if (!routes.TryFind(vrf, facts.To, out FoundRoute route) || route.IsDiscard || route.Entry == PlaneEntry.Own
            || Egress.Choose(route, vrf, facts.To, FlowHash.Compute(hashSeed, facts, frame), ports) is not { } egress)
        {
            call.Drop(PlaneDrop.NoRoute, frame, step);
            return;
        }

        SendBy(egress, frame, Describe(step, route, egress));
    }

    /// <summary>Sends a packet to a neighbour, or keeps it until the neighbour's MAC is known.</summary>
    public void SendBy(in Egress egress, Span<byte> frame, in PlaneStep step)
    {
        if (egress.Mac != MacAddress.Zero)
        {
            sender.Send(egress.Interface, egress.Mac, frame, step);
        }
        else if (neighbors.TryFind(egress.Interface, egress.Gateway, out MacAddress mac))
        {
            sender.Send(egress.Interface, mac, frame, step);
        }
        else
        {
            neighbors.Wait(egress.Interface, egress.Gateway, frame, step);
        }
    }

    /// <summary>Puts into a step what a route and a way out say.</summary>
    public static PlaneStep Describe(in PlaneStep step, in FoundRoute route, in Egress egress) => step with
    {
        Action = egress.Interface.Segment is not null && route.Interface is not null ? PlaneAction.Delivered : PlaneAction.Routed,
        Segment = egress.Interface.Segment?.Id ?? SegmentId.None,
        Entry = route.Entry,
        Match = route.Match,
        Group = route.GroupId,
        Member = egress.Member,
        Gateway = egress.Gateway,
    };
}
