using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Says that it is the master of a virtual router, with the highest priority and from the virtual MAC (RFC 5798).</summary>
public sealed class VrrpImpostor(AttackPace pace, byte virtualRouter, IpAddress own, IpAddress gateway) : PacedAttacker(pace)
{
    private const byte Version = 3;
    private const ushort IntervalCentiseconds = 100;

    protected override void Strike(long number, IHostEffects effects)
    {
        Span<byte> frame = stackalloc byte[FrameLimit];
        VrrpAdvertisement advertisement = new(Version, virtualRouter, VrrpCodePoints.PriorityOwner, IntervalCentiseconds);
        int length = FrameWriter.Vrrp(frame, MacAddress.VirtualRouter(virtualRouter, gateway.IsIpv6), own, advertisement, [gateway]);
        effects.Send(frame[..length]);
    }
}
