using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>Tells hosts unasked where the gateway is: when their port comes up, from time to time, and when they have just arrived.</summary>
internal sealed class GatewayAnnouncer(GatewayMap map, GatewayFrames frames, CounterGroup<GatewayCounter> counters, RandomSource random)
{
    private const NeighborFlags Unsolicited = NeighborFlags.Router | NeighborFlags.Override;

    private readonly TimeSpan _advertisementInterval = map.Plan.Fabric.Timers.RouterAdvertisementInterval;
    private Instant _deadline = Instant.Never;

    /// <summary>The earliest timer of all ports.</summary>
    public Instant Deadline => _deadline;

    /// <summary>A host port has come up: announce everything now, and soon again.</summary>
    public void Start(Instant now, GatewayAttachment at, IGatewayEffects effects)
    {
        AnnounceAll(at, ipv6Too: true, effects);
        at.NextAnnouncement = now + GatewaySettings.AnnounceAgain;
        at.AnnouncesIpv6Too = true;
        if (at.Segment.HasIpv6)
        {
            at.InitialAdvertisements = GatewaySettings.InitialAdvertisementsMore + 1;
            Advertise(now, at, effects);
        }

        UpdateDeadline();
    }

    /// <summary>A port has gone down.</summary>
    public void Stop(GatewayAttachment at)
    {
        at.Silence();
        UpdateDeadline();
    }

    /// <summary>Sends what is due.</summary>
    public void HandleTimer(Instant now, IGatewayEffects effects)
    {
        if (now < _deadline)
        {
            return;
        }

        foreach (GatewaySegment segment in map.Segments)
        {
            foreach (GatewayAttachment at in segment.HostPorts)
            {
                if (now >= at.NextAnnouncement)
                {
                    AnnounceAll(at, at.AnnouncesIpv6Too, effects);
                    at.AnnouncesIpv6Too = false;
                    at.NextAnnouncement = now + random.Jitter(GatewaySettings.AnnounceInterval);
                }

                if (now >= at.NextAdvertisement)
                {
                    Advertise(now, at, effects);
                }
            }
        }

        UpdateDeadline();
    }

    /// <summary>Announces one gateway address to all hosts of a port.</summary>
    public void Announce(GatewayAttachment at, IpAddress address, IGatewayEffects effects)
    {
        if (!at.Port.IsUp)
        {
            return;
        }

        counters.Increment(GatewayCounter.Announced);
        if (address.IsIpv4)
        {
            frames.ArpAnnouncement(at, address, MacAddress.Broadcast, effects);
        }
        else
        {
            frames.NeighborAdvertisement(at, address, new NeighborMessage(Unsolicited, address), effects);
        }
    }

    /// <summary>Announces the gateway's addresses to all hosts of a port.</summary>
    public void AnnounceAll(GatewayAttachment at, bool ipv6Too, IGatewayEffects effects)
    {
        foreach (GatewayAddress gateway in at.Segment.Subnet.Gateways)
        {
            if (gateway.Address.IsIpv4 || ipv6Too)
            {
                Announce(at, gateway.Address, effects);
            }
        }

        if (ipv6Too && at.Segment.HasIpv6)
        {
            Announce(at, at.Segment.LinkLocal, effects);
        }
    }

    /// <summary>Refreshes the gateway in the caches of one host that has just arrived, be it of this subnet or a foreign one.</summary>
    public void Refresh(Instant now, GatewayAttachment at, IpAddress address, MacAddress mac, IGatewayEffects effects)
    {
        if (!at.Port.IsUp)
        {
            return;
        }

        if (!at.Port.Refreshes.TryTake(now))
        {
            counters.Increment(GatewayCounter.RateLimited);
            return;
        }

        counters.Increment(GatewayCounter.HostRefreshed);
        if (address.IsLinkLocal && address.IsIpv6)
        {
            RefreshRouter(at, at.Segment.Subnet, at.Segment.Prefixes, address, mac, effects);
            return;
        }

        if (HomeOf(at.Segment, address) is not { } home)
        {
            return;
        }

        foreach (GatewayAddress gateway in home.Gateways)
        {
            if (!gateway.Prefix.Contains(address))
            {
                continue;
            }

            if (address.IsIpv4)
            {
                frames.ArpAnnouncement(at, gateway.Address, mac, effects);
            }
            else
            {
                frames.NeighborAdvertisement(at, gateway.Address, new NeighborMessage(Unsolicited, gateway.Address), mac, address, effects);
            }
        }

        if (address.IsIpv6)
        {
            RefreshRouter(at, home, PrefixesOf(at.Segment, home), address, mac, effects);
        }
    }

    /// <summary>Answers a router solicitation: at once and to the asker alone where it has an address, else to all nodes but not too often.</summary>
    public void Solicited(Instant now, GatewayAttachment at, IpAddress asker, MacAddress mac, bool isForeign, IGatewayEffects effects)
    {
        if (!at.Segment.HasIpv6 && !isForeign)
        {
            return;
        }

        if (asker.IsUnspecified)
        {
            AdvertiseSoon(now, at, effects);
            return;
        }

        if (!at.Port.Refreshes.TryTake(now))
        {
            counters.Increment(GatewayCounter.RateLimited);
            return;
        }

        counters.Increment(GatewayCounter.RouterSolicitationAnswered);
        if (at.Segment.HasIpv6)
        {
            frames.RouterAdvertisement(at, at.Segment.LinkLocal, at.Segment.Prefixes, mac, asker, effects);
        }

        if (!isForeign)
        {
            return;
        }

        foreach (Subnet subnet in at.Port.Plan.Foreign)
        {
            ReadOnlySpan<PrefixInformation> prefixes = PrefixesOf(at.Segment, subnet);
            if (subnet.Vrf.Id == at.Segment.Vrf && !prefixes.IsEmpty)
            {
                frames.RouterAdvertisement(at, subnet.GatewayLinkLocal, prefixes, mac, asker, effects);
            }
        }
    }

    private void RefreshRouter(
        GatewayAttachment at, Subnet home, ReadOnlySpan<PrefixInformation> prefixes, IpAddress address, MacAddress mac, IGatewayEffects effects)
    {
        if (prefixes.IsEmpty)
        {
            return;
        }

        IpAddress router = home.GatewayLinkLocal;
        frames.NeighborAdvertisement(at, router, new NeighborMessage(Unsolicited, router), mac, address, effects);
        frames.RouterAdvertisement(at, router, prefixes, mac, address, effects);
    }

    private void AdvertiseSoon(Instant now, GatewayAttachment at, IGatewayEffects effects)
    {
        Instant earliest = at.LastAdvertisement is { } last ? last + GatewaySettings.AdvertisementSpacing : now;
        if (now >= earliest)
        {
            counters.Increment(GatewayCounter.RouterSolicitationAnswered);
            Advertise(now, at, effects);
        }
        else
        {
            at.NextAdvertisement = Instant.Min(at.NextAdvertisement, earliest);
        }

        UpdateDeadline();
    }

    private void Advertise(Instant now, GatewayAttachment at, IGatewayEffects effects)
    {
        counters.Increment(GatewayCounter.RouterAdvertised);
        frames.RouterAdvertisement(
            at, at.Segment.LinkLocal, at.Segment.Prefixes, MacAddress.ForIpv6Multicast(IpAddress.AllNodes), IpAddress.AllNodes, effects);
        at.LastAdvertisement = now;
        at.InitialAdvertisements = Math.Max(0, at.InitialAdvertisements - 1);
        at.NextAdvertisement = now + random.Jitter(
            at.InitialAdvertisements > 0 ? GatewaySettings.InitialAdvertisementInterval : _advertisementInterval);
    }

    /// <summary>The subnet a host expects its gateway from: that of the segment, else any of the VRF.</summary>
    private Subnet? HomeOf(GatewaySegment segment, IpAddress address)
    {
        if (segment.Subnet.Contains(address))
        {
            return segment.Subnet;
        }

        foreach (Subnet subnet in map.Plan.Fabric.Subnets)
        {
            if (subnet.Vrf.Id == segment.Vrf && subnet.Contains(address))
            {
                return subnet;
            }
        }

        return null;
    }

    private ReadOnlySpan<PrefixInformation> PrefixesOf(GatewaySegment segment, Subnet subnet) =>
        subnet.Index == segment.Subnet.Index ? segment.Prefixes : map.ForeignPrefixes(subnet);

    private void UpdateDeadline()
    {
        _deadline = Instant.Never;
        foreach (GatewaySegment segment in map.Segments)
        {
            foreach (GatewayAttachment at in segment.HostPorts)
            {
                _deadline = Instant.Min(_deadline, at.Deadline);
            }
        }
    }
}
