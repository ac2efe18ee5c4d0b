using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Says that somebody's address, the gateway's for example, is at its own MAC: to one victim, or to all.</summary>
/// <param name="pace">When.</param>
/// <param name="mac">Its MAC.</param>
/// <param name="claimed">The address, of either family, that is not its own.</param>
/// <param name="victim">Whom it tells; null for everybody.</param>
public sealed class NeighborSpoofer(AttackPace pace, MacAddress mac, IpAddress claimed, SpoofedVictim? victim = null) : PacedAttacker(pace)
{
    protected override void Strike(long number, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        NeighborMessage advertisement = new(NeighborFlags.Override, claimed);
        int length = (claimed.IsIpv6, victim) switch
        {
            (false, SpoofedVictim one) => FrameWriter.Arp(frame, one.Mac, mac, ArpPacket.Reply(mac, claimed, one.Mac, one.Address)),
            (false, null) => FrameWriter.Arp(frame, MacAddress.Broadcast, mac, ArpPacket.AnnouncementReply(mac, claimed)),
            (true, SpoofedVictim one) => FrameWriter.NeighborAdvertisement(
                frame, one.Mac, mac, claimed, one.Address, advertisement with { Flags = NeighborFlags.Override | NeighborFlags.Solicited }, mac),
            (true, null) => FrameWriter.UnsolicitedNeighborAdvertisement(frame, mac, claimed, advertisement, mac),
        };
        effects.Send(frame[..length]);
    }
}
