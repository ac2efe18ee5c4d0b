using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <content>ARP as Linux does it (RFC 826, RFC 5227).</content>
public sealed partial class HostStack
{
    /// <summary>Enough for every ARP and neighbour discovery frame and for a probe.</summary>
    private const int SmallFrame = 128;

    /// <summary>What of it is left for a UDP payload.</summary>
    private const int SmallPayload = SmallFrame - EthernetHeader.Length - Ipv6Header.Length - UdpHeader.Length;

    /// <summary>Asks who has an address, whatever the neighbour table holds; answers come as <see cref="StackEventKind.NeighborAnswered"/>.</summary>
    public void Ask(IpAddress target, IHostEffects effects)
    {
        if (target.IsIpv6)
        {
            Solicit(target, MacAddress.Broadcast, effects);
        }
        else
        {
            RequestArp(target, MacAddress.Broadcast, effects);
        }
    }

    /// <summary>Checks that an IPv4 address is free before it is used (RFC 5227 section 2.1.1): ends with
    /// <see cref="StackEventKind.AddressFree"/> or <see cref="StackEventKind.AddressTaken"/>.</summary>
    public void ProbeAddress(Instant now, IpAddress address)
    {
        Require(StackState.Running);
        _applications.Add(new AddressProbe(address, OwnTime(now), _random));
    }

    internal void SendArp(MacAddress destination, in ArpPacket packet, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[SmallFrame];
        Transmit(frame[..FrameWriter.Arp(frame, destination, Mac, packet)], effects);
    }

    private void RequestArp(IpAddress target, MacAddress mac, IHostEffects effects)
    {
        if (!TryChooseSource(target, out IpAddress source))
        {
            Counters.Increment(StackCounter.NotSent);
            return;
        }

        SendArp(mac, ArpPacket.Request(Mac, source, target), effects);
    }

    private void ReceiveArp(Instant now, in EthernetView ethernet, IHostEffects effects)
    {
        if (ArpView.TryParse(ethernet.Payload, out ArpView view) != ArpFault.None)
        {
            Counters.Increment(StackCounter.Malformed);
            return;
        }

        ArpPacket arp = view.Packet;
        if (arp.Operation is not (ArpOperation.Request or ArpOperation.Reply) || arp.TargetAddress.IsMulticast || arp.TargetAddress.IsLoopback)
        {
            Counters.Increment(StackCounter.UnknownProtocol);
            return;
        }

        for (int i = _applications.Count - 1; i >= 0; i--)
        {
            if (i < _applications.Count && _applications[i] is IArpListener listener)
            {
                listener.Hear(now, arp, this, effects);
            }
        }

        bool isForMe = Owns(arp.TargetAddress);
        if (arp.SenderAddress.IsUnspecified)
        {
            if (isForMe && arp.Operation == ArpOperation.Request)
            {
                Answer(arp, effects);
            }

            return;
        }

        if (isForMe && arp.Operation == ArpOperation.Request)
        {
            // Whoever asks will be spoken to: the question alone makes an entry, and overrides one.
            if (_arp.FindOrAdd(now, arp.SenderAddress) is NeighborEntry asker)
            {
                _arp.Update(now, asker, arp.SenderMac, NudState.Stale, NeighborUpdate.Override, effects);
            }

            Answer(arp, effects);
            return;
        }

        Learn(now, arp, isUnicast: ethernet.Destination == Mac, effects);
    }

    /// <summary>Anything else only corrects an entry that is there (RFC 826), and not twice within the lock time.</summary>
    private void Learn(Instant now, in ArpPacket arp, bool isUnicast, IHostEffects effects)
    {
        bool isReply = arp.Operation == ArpOperation.Reply;
        if (isReply)
        {
            effects.Emit(new StackEvent(StackEventKind.NeighborAnswered, arp.SenderAddress, arp.SenderMac));
        }

        NeighborEntry? entry = _arp.Find(now, arp.SenderAddress);
        if (entry is null)
        {
            return;
        }

        bool isAnnouncement = arp.SenderAddress == arp.TargetAddress && arp.SenderAddress.IsHostUnicast && !Owns(arp.SenderAddress)
            && (!isReply || arp.TargetMac == arp.SenderMac);
        bool overrides = isAnnouncement || now > entry.Updated + NeighborTiming.Lock;
        NudState state = isReply && isUnicast ? NudState.Reachable : NudState.Stale;
        _arp.Update(now, entry, arp.SenderMac, state, overrides ? NeighborUpdate.Override : NeighborUpdate.None, effects);
    }

    private void Answer(in ArpPacket question, IHostEffects effects) =>
        SendArp(question.SenderMac, ArpPacket.Reply(Mac, question.TargetAddress, question.SenderMac, question.SenderAddress), effects);
}
