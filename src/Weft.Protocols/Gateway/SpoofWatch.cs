using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Counts, reports and answers those who pretend to be the gateway.</summary>
internal sealed class SpoofWatch(CounterGroup<GatewayCounter> counters, GatewayAnnouncer announcer)
{
    /// <summary>A frame from the virtual MAC itself has come in from a host port. Where another VRRP router is master that is its right.</summary>
    public void ReportMac(Instant now, GatewayAttachment at, MacAddress source, IGatewayEffects effects)
    {
        counters.Increment(GatewayCounter.GatewayMacSpoofed);
        if (!at.Segment.HasOtherMaster)
        {
            Report(now, at, source, IpAddress.Ipv4Any, effects);
        }
    }

    /// <summary>A host claims a gateway address. The other hosts of the segment may have believed it, so they are told again who has it.</summary>
    public void ReportAddress(Instant now, GatewayAttachment at, MacAddress source, IpAddress address, IGatewayEffects effects)
    {
        counters.Increment(GatewayCounter.GatewayAddressSpoofed);
        Report(now, at, source, address, effects);
        if (now >= at.Segment.DefendAfter)
        {
            at.Segment.DefendAfter = now + GatewaySettings.DefendInterval;
            foreach (GatewayAttachment attachment in at.Segment.HostPorts)
            {
                announcer.Announce(attachment, address, effects);
            }
        }
    }

    private static void Report(Instant now, GatewayAttachment at, MacAddress source, IpAddress address, IGatewayEffects effects)
    {
        if (now >= at.Port.QuietUntil)
        {
            at.Port.QuietUntil = now + GatewaySettings.AlarmInterval;
            effects.Emit(new GatewayImpersonated(at.Port.Plan.Name, source, address));
        }
    }
}
