using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Says that somebody else's MAC is here, as a hypervisor does after a migration.</summary>
public sealed class RarpForger(AttackPace pace, MacAddress victim) : PacedAttacker(pace)
{
    protected override void Strike(long number, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        ArpPacket packet = new(ArpOperation.ReverseRequest, victim, IpAddress.Ipv4Any, victim, IpAddress.Ipv4Any);
        effects.Send(frame[..FrameWriter.Arp(frame, MacAddress.Broadcast, victim, packet)]);
    }
}
