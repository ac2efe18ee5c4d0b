using Weft.Model;
using Weft.Wire;
using Weft.Wire.Bfd;

namespace Weft.Protocols.Bfd;

/// <summary>Finds out what a frame is and to which session it belongs (RFC 5880 section 6.8.6, RFC 5881 sections 4 and 5).</summary>
/// <remarks>The UDP checksum is not looked at: senders on the same machine leave it to hardware that is not there, and a frame has a check
/// sequence of its own.</remarks>
internal sealed class BfdReceiver(CounterGroup<BfdCounter> counters, CounterGroup<BfdFault> faults)
{
    /// <summary>Reads the IPv6 packet of a frame that was sent to this port by the session's neighbour.</summary>
    public bool TryReadPacket(BfdSession? session, ReadOnlySpan<byte> frame, out Ipv6View packet)
    {
        packet = default;
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None || ethernet.Type != EtherType.Ipv6
            || Ipv6View.TryParse(ethernet.Payload, out packet) != Ipv6Fault.None)
        {
            return Refuse(BfdCounter.Malformed);
        }

        if (session is null)
        {
            return Refuse(BfdCounter.UnknownSession);
        }

        if (packet.HopLimit != BfdCodePoints.HopLimit)
        {
            return Refuse(BfdCounter.HopLimit);
        }

        BfdFrame sent = session.Frame;
        bool isPeer = ethernet.Source == sent.DestinationMac && ethernet.Destination == sent.SourceMac
            && packet.Source == sent.Destination && packet.Destination == sent.Source;
        return isPeer || Refuse(BfdCounter.OtherPeer);
    }

    /// <summary>Reads a control packet of the session.</summary>
    public bool TryReadControl(BfdSession session, Ipv6View packet, out BfdView control)
    {
        control = default;
        if (packet.HasFragmentHeader || UdpView.TryParse(packet.UpperLayer, out UdpView udp) != UdpFault.None
            || udp.DestinationPort != BfdCodePoints.ControlPort)
        {
            return Refuse(BfdCounter.Malformed);
        }

        BfdFault fault = BfdView.TryParse(udp.Payload, out control);
        if (fault != BfdFault.None)
        {
            faults.Increment(fault);
            return Refuse(BfdCounter.Faulty);
        }

        if (control.YourDiscriminator != 0 && control.YourDiscriminator != session.Discriminator)
        {
            return Refuse(BfdCounter.UnknownSession);
        }

        return !control.HasAuthentication || Refuse(BfdCounter.Authenticated);
    }

    /// <summary>True for the neighbour's answer that it is reached at its own address.</summary>
    public static bool IsPathAnswer(BfdSession session, Ipv6View packet) =>
        NdView.TryParse(packet, out NdView message) == NdFault.None
        && message.Type == Icmpv6Type.NeighborAdvertisement
        && (message.Neighbor.Flags & NeighborFlags.Solicited) != 0
        && message.Target == session.Neighbor;

    private bool Refuse(BfdCounter reason)
    {
        counters.Increment(reason);
        return false;
    }
}
