using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>The shared default gateway of every segment of a leaf: answers ARP and neighbour discovery for it and, by proxy, for hosts that are
/// elsewhere; announces it; advertises it as a router; keeps the caches of hosts right after moves; and speaks VRRP where others must see a master.</summary>
/// <remarks>Every leaf does all of this for its own host ports and nothing for anybody else's, so that each question has exactly one answer. Time is an
/// argument, <see cref="NextDeadline"/> an output; all effects go to the caller's sink, and frames are borrowed for the call.</remarks>
public sealed class GatewayEngine
{
    private readonly GatewayMap _map;
    private readonly GatewayAnnouncer _announcer;
    private readonly CacheCorrector _corrector;
    private readonly ArpResponder _arp;
    private readonly NdResponder _nd;
    private readonly SpoofWatch _spoofs;
    private readonly VrrpSpeaker _vrrp;

    /// <summary>Makes the engine of one node. <paramref name="random"/> only jitters announcements.</summary>
    public GatewayEngine(NodePlan plan, IHostDirectory hosts, RandomSource random)
    {
        _map = new GatewayMap(plan);
        GatewayFrames frames = new();
        AnswerRules rules = new(plan, hosts);
        _announcer = new GatewayAnnouncer(_map, frames, Counters, random);
        _corrector = new CacheCorrector(_map, frames, hosts, Counters);
        _spoofs = new SpoofWatch(Counters, _announcer);
        _arp = new ArpResponder(rules, frames, _spoofs, Counters, ArpFaults);
        _nd = new NdResponder(rules, frames, _announcer, _spoofs, Counters, NdFaults);
        _vrrp = new VrrpSpeaker(_map, frames, _announcer, Counters, VrrpFaults);
    }

    /// <summary>What was done with frames, and why nothing was done.</summary>
    public CounterGroup<GatewayCounter> Counters { get; } = new("gateway");

    /// <summary>Malformed ARP by fault.</summary>
    public CounterGroup<ArpFault> ArpFaults { get; } = new("gateway-arp");

    /// <summary>Neighbour discovery that must not be believed, by fault.</summary>
    public CounterGroup<NdFault> NdFaults { get; } = new("gateway-nd");

    /// <summary>Malformed VRRP by fault.</summary>
    public CounterGroup<VrrpFault> VrrpFaults { get; } = new("gateway-vrrp");

    /// <summary>When <see cref="HandleTimer"/> wants to be called.</summary>
    public Instant NextDeadline => Instant.Min(Instant.Min(_announcer.Deadline, _corrector.Deadline), _vrrp.Deadline);

    /// <summary>Corrections of neighbours' caches that have not been sent for the last time.</summary>
    public int WaitingCorrections => _corrector.WaitingCount;

    /// <summary>The VRRP state of a segment, <see cref="VirtualRouterState.Initialize"/> where it does not take part.</summary>
    public VirtualRouterState RouterState(SegmentId segment, AddressFamily family)
    {
        GatewaySegment? found = _map.Find(segment);
        VirtualRouter? router = family == AddressFamily.Ipv6 ? found?.Router6 : found?.Router4;
        return router?.State ?? VirtualRouterState.Initialize;
    }

    /// <summary>Does what is due.</summary>
    public void HandleTimer(Instant now, IGatewayEffects effects)
    {
        _announcer.HandleTimer(now, effects);
        _corrector.HandleTimer(now, effects);
        _vrrp.HandleTimer(now, effects);
    }

    /// <summary>The state of a port: its MAC is remembered, and when it comes up the gateway is announced there.</summary>
    public void HandlePort(Instant now, PortIndex index, in PortStatus status, IGatewayEffects effects)
    {
        GatewayPort port = _map.Port(index);
        bool wasUp = port.IsUp;
        port.Status = status;
        if (wasUp == status.Up)
        {
            return;
        }

        foreach (GatewayAttachment at in _map.AttachmentsOf(index))
        {
            if (status.Up && port.Plan.FacesHosts)
            {
                _announcer.Start(now, at, effects);
            }
            else if (!status.Up)
            {
                _announcer.Stop(at);
            }

            _vrrp.HandlePort(now, at.Segment, effects);
        }
    }

    /// <summary>A host is new on a segment: its cached gateway is refreshed, and nobody needs to be told any more that it had left.</summary>
    public void HostArrived(
        Instant now, PortIndex port, VlanId tag, SegmentId segment, IpAddress address, MacAddress mac, IGatewayEffects effects)
    {
        _corrector.Cancel(new BindingKey(segment, address));
        if (_map.Find(port, tag) is { } at)
        {
            _announcer.Refresh(now, at, address, mac, effects);
        }
    }

    /// <summary>A host has left a segment: its old neighbours are told to reach it through the gateway.</summary>
    public void HostMovedAway(Instant now, SegmentId segment, IpAddress address, IGatewayEffects effects) =>
        _corrector.Start(now, new BindingKey(segment, address), effects);

    /// <summary>The node is stopping: a VRRP master hands over. The gateway is not taken back from hosts, since the other leaves go on and the kernel of
    /// this one does too.</summary>
    public void Shutdown(IGatewayEffects effects) => _vrrp.Shutdown(effects);

    /// <summary>A drained node gives way as the one that sends VRRP advertisements; it answers for the gateway as before.</summary>
    public void SetDrained(bool drained)
    {
        foreach (GatewaySegment segment in _map.Segments)
        {
            segment.SetDrained(drained);
        }
    }

    /// <summary>Takes an untagged Ethernet frame that arrived with a tag (0: none). Frames that are not the gateway's business are ignored.</summary>
    public void HandleFrame(Instant now, PortIndex port, VlanId tag, ReadOnlySpan<byte> frame, IGatewayEffects effects)
    {
        if (EthernetView.TryParse(frame, out EthernetView ethernet) != EthernetFault.None)
        {
            Counters.Increment(GatewayCounter.MalformedHeader);
            return;
        }

        if (_map.Find(port, tag) is not { } at)
        {
            Counters.Increment(GatewayCounter.NoGateway);
            return;
        }

        MacAddress source = ethernet.Source;
        if (source.IsGroup || source == MacAddress.Zero)
        {
            Counters.Increment(GatewayCounter.SourceInvalid);
            return;
        }

        if (!at.Port.IsUp)
        {
            return;
        }

        switch (ethernet.Type)
        {
            case EtherType.Arp:
                if (!IsOwnMac(now, at, source, effects))
                {
                    _arp.Handle(now, at, source, ethernet.Payload, effects);
                }

                break;
            case EtherType.Ipv4:
                HandleIpv4(now, at, source, ethernet.Payload, effects);
                break;
            case EtherType.Ipv6:
                HandleIpv6(now, at, source, ethernet.Payload, effects);
                break;
            default:
                IsOwnMac(now, at, source, effects);
                break;
        }
    }

    private void HandleIpv4(Instant now, GatewayAttachment at, MacAddress source, ReadOnlySpan<byte> payload, IGatewayEffects effects)
    {
        bool isPacket = Ipv4View.TryParse(payload, out Ipv4View packet) == Ipv4Fault.None;
        bool isVrrp = isPacket && packet.Protocol == IpProtocol.Vrrp && packet.Destination == VrrpCodePoints.Group4;
        if (!(isVrrp && at.Segment.Router4 is not null) && IsOwnMac(now, at, source, effects))
        {
            return;
        }

        if (!isPacket)
        {
            Counters.Increment(GatewayCounter.MalformedHeader);
        }
        else if (isVrrp && !packet.IsFragment)
        {
            _vrrp.Handle(now, at, packet.Source, packet.Destination, packet.TimeToLive, packet.Payload, effects);
        }
    }

    private void HandleIpv6(Instant now, GatewayAttachment at, MacAddress source, ReadOnlySpan<byte> payload, IGatewayEffects effects)
    {
        bool isPacket = Ipv6View.TryParse(payload, out Ipv6View packet) == Ipv6Fault.None;
        bool isVrrp = isPacket && packet.UpperProtocol == IpProtocol.Vrrp && packet.Destination == VrrpCodePoints.Group6;
        if (!(isVrrp && at.Segment.Router6 is not null) && IsOwnMac(now, at, source, effects))
        {
            return;
        }

        if (!isPacket)
        {
            Counters.Increment(GatewayCounter.MalformedHeader);
        }
        else if (!isVrrp)
        {
            _nd.Handle(now, at, source, packet, effects);
        }
        else if (!packet.HasFragmentHeader)
        {
            _vrrp.Handle(now, at, packet.Source, packet.Destination, packet.HopLimit, packet.UpperLayer, effects);
        }
    }

    /// <summary>True for a frame from the gateway's own virtual MAC. On a host port that is an impostor or a loop; other virtual router MACs are those of
    /// guests and nobody's concern. From another switch it can only be a leak, and is ignored.</summary>
    private bool IsOwnMac(Instant now, GatewayAttachment at, MacAddress source, IGatewayEffects effects)
    {
        if (source != at.Segment.Mac4 && source != at.Segment.Mac6)
        {
            return false;
        }

        if (at.Port.Plan.FacesHosts)
        {
            _spoofs.ReportMac(now, at, source, effects);
        }

        return true;
    }
}
