using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Decides whether the gateway answers for an address. ARP and neighbour discovery follow the same rules.</summary>
internal sealed class AnswerRules(NodePlan plan, IHostDirectory hosts)
{
    /// <summary>The decision, as the counter it is counted under; <see cref="IsAnswer"/> tells answers from silence.</summary>
    /// <param name="at">Where the question came in.</param>
    /// <param name="askerMac">Who asks.</param>
    /// <param name="asker">Its address; unspecified in a duplicate address probe.</param>
    /// <param name="target">Who is asked for.</param>
    public GatewayCounter Decide(GatewayAttachment at, MacAddress askerMac, IpAddress asker, IpAddress target)
    {
        GatewaySegment segment = at.Segment;
        bool isProbe = asker.IsUnspecified;
        if (asker == target)
        {
            return GatewayCounter.Announcement;
        }

        if (segment.IsGateway(target))
        {
            return isProbe ? GatewayCounter.GatewayDefended : GatewayCounter.GatewayAnswered;
        }

        bool isForeign = IsForeign(at, askerMac, asker);
        if (isForeign && IsGatewayElsewhere(at, target))
        {
            return isProbe ? GatewayCounter.GatewayDefended : GatewayCounter.LocalProxyAnswered;
        }

        if (!target.IsHostUnicast || target.IsLinkLocal)
        {
            return GatewayCounter.TargetOnSegment;
        }

        HostLocation location = hosts.Locate(segment.Id, segment.Vrf, target);
        if (location.Place != HostPlace.Unknown && location.Mac == askerMac)
        {
            return GatewayCounter.AskedByOwner;
        }

        if (isProbe)
        {
            return JudgePlace(location, GatewayCounter.ProbeAnswered);
        }

        if (isForeign)
        {
            return JudgeForForeign(at, location, target);
        }

        return segment.Subnet.Contains(target) ? JudgePlace(location, GatewayCounter.ProxyAnswered) : GatewayCounter.TargetOutOfSubnet;
    }

    /// <summary>True for decisions to answer.</summary>
    public static bool IsAnswer(GatewayCounter decision) => decision is GatewayCounter.GatewayAnswered or GatewayCounter.GatewayDefended
        or GatewayCounter.ProxyAnswered or GatewayCounter.LocalProxyAnswered or GatewayCounter.ProbeAnswered;

    /// <summary>True when a host that belongs elsewhere asks: its address is not of the segment's subnet and it is registered behind this port.</summary>
    public bool IsForeign(GatewayAttachment at, MacAddress mac, IpAddress address) =>
        !at.Port.Plan.Foreign.IsEmpty
        && (address.IsUnspecified || address.IsLinkLocal || !at.Segment.Subnet.Contains(address))
        && hosts.IsForeignHost(at.Segment.Id, at.Port.Plan.Index, mac);

    /// <summary>True for the gateways that a foreign host may remember: those of every subnet of the VRF, and the shared link-local ones of the
    /// subnets that may be foreign behind this port.</summary>
    public bool IsGatewayElsewhere(GatewayAttachment at, IpAddress target)
    {
        foreach (Subnet subnet in plan.Fabric.Subnets)
        {
            if (subnet.Vrf.Id == at.Segment.Vrf && subnet.IsGateway(target))
            {
                return true;
            }
        }

        foreach (Subnet subnet in at.Port.Plan.Foreign)
        {
            if (subnet.GatewayLinkLocal == target)
            {
                return true;
            }
        }

        return false;
    }

    private GatewayCounter JudgeForForeign(GatewayAttachment at, HostLocation location, IpAddress target)
    {
        if (location.Place == HostPlace.SameSegment)
        {
            return GatewayCounter.TargetOnSegment;
        }

        bool isRouted = !at.Segment.Subnet.Contains(target) && hosts.HasRouteElsewhere(at.Segment.Id, at.Segment.Vrf, target);
        return isRouted ? GatewayCounter.LocalProxyAnswered : JudgePlace(location, GatewayCounter.LocalProxyAnswered);
    }

    private static GatewayCounter JudgePlace(HostLocation location, GatewayCounter answer) => location.Place switch
    {
        HostPlace.SameSegment => GatewayCounter.TargetOnSegment,
        HostPlace.OtherSegment or HostPlace.Remote => location.Confirmed ? answer : GatewayCounter.TargetUnconfirmed,
        _ => GatewayCounter.TargetUnknown,
    };
}
