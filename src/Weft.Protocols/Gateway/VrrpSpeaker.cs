using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Sends and receives VRRP advertisements for the segments that ask for them, so that other routers in the VLAN see one master.</summary>
/// <remarks>The leaves of a segment elect one among themselves by the protocol itself. Its outcome changes nothing but who advertises.</remarks>
internal sealed class VrrpSpeaker(
    GatewayMap map, GatewayFrames frames, GatewayAnnouncer announcer, CounterGroup<GatewayCounter> counters, CounterGroup<VrrpFault> faults)
{
    /// <summary>The earliest timer of all virtual routers.</summary>
    public Instant Deadline
    {
        get
        {
            Instant deadline = Instant.Never;
            foreach (GatewaySegment segment in map.Segments)
            {
                deadline = Instant.Min(deadline, segment.Router4?.Deadline ?? Instant.Never);
                deadline = Instant.Min(deadline, segment.Router6?.Deadline ?? Instant.Never);
            }

            return deadline;
        }
    }

    /// <summary>A port of the segment has come up or gone down.</summary>
    public void HandlePort(Instant now, GatewaySegment segment, IGatewayEffects effects)
    {
        bool anyUp = IsAnyUp(segment.HostPorts) || IsAnyUp(segment.PeerPorts);
        HandlePort(now, segment, segment.Router4, AddressFamily.Ipv4, anyUp, effects);
        HandlePort(now, segment, segment.Router6, AddressFamily.Ipv6, anyUp, effects);
    }

    /// <summary>Advertises or takes over where it is time to.</summary>
    public void HandleTimer(Instant now, IGatewayEffects effects)
    {
        foreach (GatewaySegment segment in map.Segments)
        {
            Expire(now, segment, segment.Router4, AddressFamily.Ipv4, effects);
            Expire(now, segment, segment.Router6, AddressFamily.Ipv6, effects);
        }
    }

    /// <summary>The node is stopping: masters hand over at once. Forwarding, and the gateway of the other leaves, are not touched.</summary>
    public void Shutdown(IGatewayEffects effects)
    {
        foreach (GatewaySegment segment in map.Segments)
        {
            if (segment.Router4?.Stop() == true)
            {
                Send(segment, AddressFamily.Ipv4, VrrpCodePoints.PriorityLeaving, effects);
            }

            if (segment.Router6?.Stop() == true)
            {
                Send(segment, AddressFamily.Ipv6, VrrpCodePoints.PriorityLeaving, effects);
            }
        }
    }

    /// <summary>Takes a VRRP message; the rest of its packet has been checked.</summary>
    public void Handle(
        Instant now, GatewayAttachment at, IpAddress source, IpAddress destination, byte hopLimit, ReadOnlySpan<byte> payload, IGatewayEffects effects)
    {
        AddressFamily family = source.Family;
        if ((family == AddressFamily.Ipv6 ? at.Segment.Router6 : at.Segment.Router4) is not { } router)
        {
            counters.Increment(GatewayCounter.VrrpOtherRouter);
            return;
        }

        if (hopLimit != VrrpCodePoints.HopLimit)
        {
            counters.Increment(GatewayCounter.VrrpHopLimit);
            return;
        }

        VrrpFault fault = VrrpView.TryParse(payload, source, destination, out VrrpView message);
        if (fault != VrrpFault.None)
        {
            faults.Increment(fault);
            counters.Increment(GatewayCounter.MalformedVrrp);
            return;
        }

        TimeSpan interval = TimeSpan.FromMilliseconds(10 * message.IntervalCentiseconds);
        if (!IsForUs(at.Segment, message, interval))
        {
            return;
        }

        counters.Increment(GatewayCounter.VrrpReceived);
        VirtualRouterAction action = router.Receive(now, message.Priority, interval, source > SourceOf(at, family));
        Act(at.Segment, router, family, action, effects);
    }

    private bool IsForUs(GatewaySegment segment, scoped in VrrpView message, TimeSpan interval)
    {
        if (message.VirtualRouterId != segment.Subnet.Vrid)
        {
            counters.Increment(GatewayCounter.VrrpOtherRouter);
            return false;
        }

        if (message.Version != segment.Subnet.VrrpVersion)
        {
            counters.Increment(GatewayCounter.VrrpOtherVersion);
            return false;
        }

        if (message.AuthenticationType != 0)
        {
            counters.Increment(GatewayCounter.VrrpAuthenticated);
            return false;
        }

        if (message.Version == 2 && interval != GatewaySettings.VrrpInterval)
        {
            counters.Increment(GatewayCounter.VrrpOtherInterval);
            return false;
        }

        if (!HasOurAddresses(segment, message))
        {
            counters.Increment(GatewayCounter.VrrpOtherAddresses);
        }

        return true;
    }

    private static bool HasOurAddresses(GatewaySegment segment, scoped in VrrpView message)
    {
        IpAddress[] own = message.GetAddress(0).IsIpv6 ? segment.Addresses6 : segment.Addresses4;
        bool same = own.Length == message.AddressCount;
        for (int i = 0; same && i < own.Length; i++)
        {
            same = own.Contains(message.GetAddress(i));
        }

        return same;
    }

    private void HandlePort(Instant now, GatewaySegment segment, VirtualRouter? router, AddressFamily family, bool anyUp, IGatewayEffects effects)
    {
        if (router is null || anyUp == (router.State != VirtualRouterState.Initialize))
        {
            return;
        }

        if (anyUp)
        {
            router.Start(now);
        }
        else
        {
            router.Stop();
        }

        Report(segment, router, family, effects);
    }

    private void Expire(Instant now, GatewaySegment segment, VirtualRouter? router, AddressFamily family, IGatewayEffects effects)
    {
        if (router is not null && now >= router.Deadline)
        {
            Act(segment, router, family, router.Expire(now), effects);
        }
    }

    private void Act(GatewaySegment segment, VirtualRouter router, AddressFamily family, VirtualRouterAction action, IGatewayEffects effects)
    {
        switch (action)
        {
            case VirtualRouterAction.Advertise:
                Send(segment, family, segment.Priority, effects);
                break;
            case VirtualRouterAction.TakeOver:
                Send(segment, family, segment.Priority, effects);
                AnnounceAddresses(segment, family, effects);
                Report(segment, router, family, effects);
                break;
            case VirtualRouterAction.GiveWay:
                Report(segment, router, family, effects);
                break;
            default:
                break;
        }
    }

    private void AnnounceAddresses(GatewaySegment segment, AddressFamily family, IGatewayEffects effects)
    {
        foreach (GatewayAttachment at in segment.HostPorts)
        {
            foreach (IpAddress address in family == AddressFamily.Ipv6 ? segment.Addresses6 : segment.Addresses4)
            {
                announcer.Announce(at, address, effects);
            }
        }
    }

    private void Send(GatewaySegment segment, AddressFamily family, byte priority, IGatewayEffects effects)
    {
        Send(segment.HostPorts, segment, family, priority, effects);
        Send(segment.PeerPorts, segment, family, priority, effects);
    }

    private void Send(
        ReadOnlySpan<GatewayAttachment> attachments, GatewaySegment segment, AddressFamily family, byte priority, IGatewayEffects effects)
    {
        ushort interval = (ushort)(GatewaySettings.VrrpInterval.TotalMilliseconds / 10);
        VrrpAdvertisement advertisement = new(segment.Subnet.VrrpVersion, segment.Subnet.Vrid, priority, interval);
        ReadOnlySpan<IpAddress> addresses = family == AddressFamily.Ipv6 ? segment.Addresses6 : segment.Addresses4;
        foreach (GatewayAttachment at in attachments)
        {
            if (at.Port.IsUp)
            {
                counters.Increment(GatewayCounter.VrrpSent);
                frames.Vrrp(at, SourceOf(at, family), advertisement, addresses, effects);
            }
        }
    }

    /// <summary>The node's own address: shared addresses must not be the source. The loopback serves where no interface address is the node's own.</summary>
    private IpAddress SourceOf(GatewayAttachment at, AddressFamily family) =>
        family == AddressFamily.Ipv6 ? at.Port.LinkLocal : map.Plan.Node.Loopback4;

    private static bool IsAnyUp(ReadOnlySpan<GatewayAttachment> attachments)
    {
        foreach (GatewayAttachment at in attachments)
        {
            if (at.Port.IsUp)
            {
                return true;
            }
        }

        return false;
    }

    private static void Report(GatewaySegment segment, VirtualRouter router, AddressFamily family, IGatewayEffects effects) =>
        effects.Emit(new VirtualRouterChanged(segment.Plan.Interface, family, segment.Subnet.Vrid, router.State));
}
