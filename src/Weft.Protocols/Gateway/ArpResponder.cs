using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Answers ARP requests that are the gateway's to answer, and watches for those that lie.</summary>
internal sealed class ArpResponder(
    AnswerRules rules, GatewayFrames frames, SpoofWatch spoofs, CounterGroup<GatewayCounter> counters, CounterGroup<ArpFault> faults)
{
    /// <summary>Takes the payload of an ARP frame that came in on a host or interswitch port.</summary>
    public void Handle(Instant now, GatewayAttachment at, MacAddress source, ReadOnlySpan<byte> payload, IGatewayEffects effects)
    {
        ArpFault fault = ArpView.TryParse(payload, out ArpView arp);
        if (fault != ArpFault.None)
        {
            faults.Increment(fault);
            counters.Increment(GatewayCounter.MalformedArp);
            return;
        }

        if (!at.Port.Plan.FacesHosts)
        {
            // The asker is behind another leaf, which answers; a second answer from here would only confuse.
            counters.Increment(GatewayCounter.BehindPeer);
            return;
        }

        if (arp.SenderMac != source)
        {
            counters.Increment(GatewayCounter.SenderMacMismatch);
            return;
        }

        IpAddress sender = arp.SenderAddress;
        if (!sender.IsUnspecified && !sender.IsHostUnicast)
        {
            counters.Increment(GatewayCounter.SenderAddressInvalid);
            return;
        }

        if (at.Segment.Subnet.IsGateway(sender))
        {
            spoofs.ReportAddress(now, at, source, sender, effects);
            return;
        }

        if (arp.Operation == ArpOperation.Request)
        {
            Answer(at, source, sender, arp.TargetAddress, effects);
        }
    }

    private void Answer(GatewayAttachment at, MacAddress askerMac, IpAddress asker, IpAddress target, IGatewayEffects effects)
    {
        GatewayCounter decision = rules.Decide(at, askerMac, asker, target);
        counters.Increment(decision);
        if (AnswerRules.IsAnswer(decision))
        {
            frames.ArpReply(at, target, askerMac, asker, effects);
        }
    }
}
