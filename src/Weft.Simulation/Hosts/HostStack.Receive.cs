using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>What comes in: the interface's own filter, then the family's.</content>
public sealed partial class HostStack
{
    private const ulong Ipv6GroupPrefix = 0x3333;

    /// <summary>A frame from the wire, untagged and without FCS. Whatever it holds, this does not throw.</summary>
    public void Receive(Instant now, ReadOnlySpan<byte> frame, IHostEffects effects)
    {
        if (State != StackState.Running || !IsLinkUp)
        {
            Counters.Increment(StackCounter.NotListening);
            return;
        }

        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        MacAddress destination = ethernet.Destination;
        if (ethernet.TagCount != 0 || (destination != Mac && !destination.IsBroadcast && !IsInGroup(destination)))
        {
            Counters.Increment(StackCounter.OtherDestination);
            return;
        }

        now = OwnTime(now);
        switch (ethernet.Type)
        {
            case EtherType.Arp:
                ReceiveArp(now, ethernet, effects);
                break;
            case EtherType.Ipv4:
                ReceiveIpv4(now, ethernet, effects);
                break;
            case EtherType.Ipv6:
                ReceiveIpv6(now, ethernet, effects);
                break;
            default:
                Counters.Increment(StackCounter.UnknownProtocol);
                break;
        }
    }

    /// <summary>True for the Ethernet groups of all nodes and of the solicited-node groups of its addresses, tentative ones too.</summary>
    private bool IsInGroup(MacAddress group)
    {
        if (group.Value >> 32 != Ipv6GroupPrefix)
        {
            return false;
        }

        if (group == MacAddress.ForIpv6Multicast(IpAddress.AllNodes))
        {
            return true;
        }

        foreach (OwnAddress own in _addresses)
        {
            if (own.Address.IsIpv6 && MacAddress.ForIpv6Multicast(IpAddress.SolicitedNode(own.Address)) == group)
            {
                return true;
            }
        }

        return false;
    }

    private void ReceiveIpv4(Instant now, in EthernetView ethernet, IHostEffects effects)
    {
        if (Ipv4View.TryParse(ethernet.Payload, out Ipv4View packet) != Ipv4Fault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        bool isBroadcast = packet.Destination == IpAddress.Ipv4Broadcast;
        if (!isBroadcast && !Owns(packet.Destination) && !IsForDhcpClient(packet))
        {
            Counters.Increment(StackCounter.OtherAddress);
        }
        else if (Owns(packet.Source))
        {
            Counters.Increment(StackCounter.OwnSource);
        }
        else if (packet.IsFragment)
        {
            Counters.Increment(StackCounter.Fragment);
        }
        else
        {
            IpArrival arrival = new(packet.Source, packet.Destination, packet.Protocol, packet.Payload, ethernet.Payload[..packet.TotalLength]);
            ReceiveUpper(now, arrival, effects);
        }
    }

    private void ReceiveIpv6(Instant now, in EthernetView ethernet, IHostEffects effects)
    {
        if (Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet) != Ipv6Fault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        NdFault fault = NdView.TryParse(packet, out NdView message);
        if (fault != NdFault.NotNeighborDiscovery)
        {
            if (fault == NdFault.None)
            {
                ReceiveNd(now, message, ethernet.Source, effects);
            }
            else
            {
                Counters.Increment(StackCounter.Malformed);
            }
        }
        else if (!Owns(packet.Destination))
        {
            Counters.Increment(StackCounter.OtherAddress);
        }
        else if (Owns(packet.Source))
        {
            Counters.Increment(StackCounter.OwnSource);
        }
        else if (packet.HasFragmentHeader)
        {
            Counters.Increment(StackCounter.Fragment);
        }
        else
        {
            int length = Ipv6Header.Length + packet.PayloadLength;
            IpArrival arrival = new(packet.Source, packet.Destination, packet.UpperProtocol, packet.UpperLayer, ethernet.Payload[..length]);
            ReceiveUpper(now, arrival, effects);
        }
    }

    private void ReceiveUpper(Instant now, in IpArrival arrival, IHostEffects effects)
    {
        switch (arrival.Protocol)
        {
            case IpProtocol.Udp:
                ReceiveUdp(now, arrival, effects);
                break;
            case IpProtocol.Tcp:
                ReceiveTcp(now, arrival, effects);
                break;
            case IpProtocol.Icmp when arrival.Destination.IsIpv4:
                ReceiveIcmp(now, arrival, effects);
                break;
            case IpProtocol.Icmpv6 when arrival.Destination.IsIpv6:
                ReceiveIcmpv6(now, arrival, effects);
                break;
            default:
                Counters.Increment(StackCounter.UnknownProtocol);
                break;
        }
    }
}
