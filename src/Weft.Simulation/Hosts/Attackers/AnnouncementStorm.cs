using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Announces one drawn address of a prefix after the other as its own.</summary>
public sealed class AnnouncementStorm(AttackPace pace, MacAddress mac, IpPrefix prefix, RandomSource random) : PacedAttacker(pace)
{
    protected override void Strike(long number, IHostEffects effects)
    {
        IpAddress address = AttackAddresses.Draw(prefix, random);
        Span<byte> frame = stackalloc byte[FrameLimit];
        int length = address.IsIpv6
            ? FrameWriter.UnsolicitedNeighborAdvertisement(frame, mac, address, new NeighborMessage(NeighborFlags.Override, address), mac)
            : FrameWriter.Arp(frame, MacAddress.Broadcast, mac, ArpPacket.Announcement(mac, address));
        effects.Send(frame[..length]);
    }
}
