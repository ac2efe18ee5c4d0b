using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Asks for one address of a prefix after the other, from the lowest, and begins anew at its end.</summary>
public sealed class AddressScanner(AttackPace pace, MacAddress mac, IpAddress own, IpPrefix prefix) : PacedAttacker(pace)
{
    protected override void Strike(long number, IHostEffects effects)
    {
        int hostBits = prefix.Address.BitCount - prefix.Length;
        UInt128 host = hostBits < 64 ? (ulong)number & ((1UL << hostBits) - 1) : (ulong)number;
        IpAddress target = IpAddress.FromBits(prefix.Family, prefix.Address.Bits | host);
        Span<byte> frame = stackalloc byte[FrameLimit];
        int length = target.IsIpv6
            ? FrameWriter.NeighborSolicitation(frame, mac, own, target, mac)
            : FrameWriter.Arp(frame, MacAddress.Broadcast, mac, ArpPacket.Request(mac, own, target));
        effects.Send(frame[..length]);
    }
}
