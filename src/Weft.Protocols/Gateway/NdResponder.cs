using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Answers neighbour and router solicitations that are the gateway's to answer, and watches for those that lie.</summary>
internal sealed class NdResponder(
    AnswerRules rules, GatewayFrames frames, GatewayAnnouncer announcer, SpoofWatch spoofs,
    CounterGroup<GatewayCounter> counters, CounterGroup<NdFault> faults)
{
    /// <summary>Takes an IPv6 packet that came in on a host or interswitch port.</summary>
    public void Handle(Instant now, GatewayAttachment at, MacAddress source, scoped in Ipv6View packet, IGatewayEffects effects)
    {
        NdFault fault = NdView.TryParse(packet, out NdView message);
        if (fault == NdFault.NotNeighborDiscovery)
        {
            return;
        }

        if (fault != NdFault.None)
        {
            faults.Increment(fault);
            counters.Increment(GatewayCounter.MalformedNd);
            return;
        }

        if (!at.Port.Plan.FacesHosts)
        {
            counters.Increment(GatewayCounter.BehindPeer);
            return;
        }

        if (IsBelievable(now, at, source, message, effects))
        {
            Dispatch(now, at, source, message, effects);
        }
    }

    private void Dispatch(Instant now, GatewayAttachment at, MacAddress source, scoped in NdView message, IGatewayEffects effects)
    {
        switch (message.Type)
        {
            case Icmpv6Type.NeighborSolicitation:
                Answer(at, source, message.Source, message.Target, effects);
                break;
            case Icmpv6Type.RouterSolicitation:
                bool isForeign = rules.IsForeign(at, source, message.Source);
                announcer.Solicited(now, at, message.Source, source, isForeign, effects);
                break;
            case Icmpv6Type.RouterAdvertisement or Icmpv6Type.Redirect:
                counters.Increment(GatewayCounter.RouterMessageFromHost);
                break;
            default:
                break;
        }
    }

    /// <summary>Checks who the message says it comes from.</summary>
    private bool IsBelievable(Instant now, GatewayAttachment at, MacAddress source, scoped in NdView message, IGatewayEffects effects)
    {
        NdOptionType option = message.Type == Icmpv6Type.NeighborAdvertisement
            ? NdOptionType.TargetLinkLayerAddress
            : NdOptionType.SourceLinkLayerAddress;
        if (message.TryGetLinkLayer(option, out MacAddress linkLayer) && linkLayer != source)
        {
            counters.Increment(GatewayCounter.SenderMacMismatch);
            return false;
        }

        if (!message.Source.IsUnspecified && !message.Source.IsHostUnicast)
        {
            counters.Increment(GatewayCounter.SenderAddressInvalid);
            return false;
        }

        IpAddress claimed = message.Type == Icmpv6Type.NeighborAdvertisement ? message.Target : message.Source;
        if (at.Segment.IsGateway(claimed) || at.Segment.IsGateway(message.Source))
        {
            spoofs.ReportAddress(now, at, source, at.Segment.IsGateway(claimed) ? claimed : message.Source, effects);
            return false;
        }

        return true;
    }

    private void Answer(GatewayAttachment at, MacAddress askerMac, IpAddress asker, IpAddress target, IGatewayEffects effects)
    {
        GatewayCounter decision = rules.Decide(at, askerMac, asker, target);
        counters.Increment(decision);
        if (!AnswerRules.IsAnswer(decision))
        {
            return;
        }

        bool isGateway = decision is GatewayCounter.GatewayAnswered or GatewayCounter.GatewayDefended
            || (decision == GatewayCounter.LocalProxyAnswered && rules.IsGatewayElsewhere(at, target));
        IpAddress source = isGateway ? target : at.Segment.LinkLocal;

        // The gateway speaks for itself and overrides; a proxy leaves the last word to the owner (RFC 4861 section 7.2.8).
        NeighborFlags flags = NeighborFlags.Router | (isGateway ? NeighborFlags.Override : NeighborFlags.None);
        if (asker.IsUnspecified)
        {
            frames.NeighborAdvertisement(at, source, new NeighborMessage(flags, target), effects);
        }
        else
        {
            frames.NeighborAdvertisement(at, source, new NeighborMessage(flags | NeighborFlags.Solicited, target), askerMac, asker, effects);
        }
    }
}
