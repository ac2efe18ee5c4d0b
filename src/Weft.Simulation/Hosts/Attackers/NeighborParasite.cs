using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Answers every question for an address with its own MAC, and objects to every check of a new one.</summary>
/// <param name="mac">Its MAC.</param>
/// <param name="onlyChecks">True for one that only keeps others from getting addresses.</param>
public sealed class NeighborParasite(MacAddress mac, bool onlyChecks = false) : IAttacker
{
    private const int FrameLimit = 128;

    public Instant NextDeadline => Instant.Never;

    /// <summary>Questions that it has answered.</summary>
    public long Strikes { get; private set; }

    public void HandleTimer(Instant now, IHostEffects effects)
    {
    }

    public void Receive(Instant now, ReadOnlySpan<byte> frame, IHostEffects effects)
    {
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None || ethernet.Source == mac)
        {
            return;
        }

        Span<byte> answer = stackalloc byte[FrameLimit];
        int length = ethernet.Type switch
        {
            EtherType.Arp => AnswerArp(ethernet, answer),
            EtherType.Ipv6 => AnswerSolicitation(ethernet, answer),
            _ => 0,
        };
        if (length > 0)
        {
            Strikes++;
            effects.Send(answer[..length]);
        }
    }

    private int AnswerArp(in EthernetView ethernet, Span<byte> answer)
    {
        if (ArpView.TryParse(ethernet.Payload, out ArpView arp) != ArpFault.None || arp.Operation != ArpOperation.Request || arp.IsAnnouncement
            || (onlyChecks && !arp.IsProbe))
        {
            return 0;
        }

        return FrameWriter.Arp(answer, arp.SenderMac, mac, ArpPacket.Reply(mac, arp.TargetAddress, arp.SenderMac, arp.SenderAddress));
    }

    private int AnswerSolicitation(in EthernetView ethernet, Span<byte> answer)
    {
        if (Ipv6View.TryParse(ethernet.Payload, out Ipv6View packet) != Ipv6Fault.None || NdView.TryParse(packet, out NdView message) != NdFault.None
            || message.Type != Icmpv6Type.NeighborSolicitation)
        {
            return 0;
        }

        IpAddress target = message.Target;
        if (message.IsDuplicateAddressDetection)
        {
            return FrameWriter.UnsolicitedNeighborAdvertisement(answer, mac, target, new NeighborMessage(NeighborFlags.Override, target), mac);
        }

        NeighborMessage advertisement = new(NeighborFlags.Solicited | NeighborFlags.Override, target);
        return onlyChecks ? 0 : FrameWriter.NeighborAdvertisement(answer, ethernet.Source, mac, target, packet.Source, advertisement, mac);
    }
}
