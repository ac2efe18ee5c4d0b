using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>First-hand evidence: what this node's own ports say about hosts.</content>
public sealed partial class HostsEngine
{
    /// <summary>The data plane saw the first packet of an unknown host.</summary>
    public void HandleFirstPacket(Instant now, in FirstPacket packet, IHostsEffects effects)
    {
        PortPlan port = _plan.Ports[packet.Port.Value];
        if (port.SegmentOf(packet.Tag) is not { } segment)
        {
            Counters.Increment(HostCounter.UnknownSegment);
            return;
        }

        Observe(now, new HostAttachment(packet.Port, packet.Tag, segment, packet.Mac), packet.Address, EvidenceKind.Data, effects);
    }

    /// <summary>Takes one piece of first-hand evidence about an address at a place of this node.</summary>
    public void Observe(Instant now, in HostAttachment at, IpAddress address, EvidenceKind kind, IHostsEffects effects)
    {
        if (_plan.FindSegment(at.Segment) is not { } segment)
        {
            Counters.Increment(HostCounter.UnknownSegment);
            return;
        }

        if (Refuse(segment, at, address) is { } refusal)
        {
            Counters.Increment(refusal);
            return;
        }

        HostKey key = new(segment.Vrf, address);
        if (FindEntry(at.Segment, key, create: false) is not { } entry)
        {
            if (OverLimit(at) is { } limit)
            {
                ReportLimit(now, at, limit, effects);
                return;
            }

            entry = FindEntry(at.Segment, key, create: true)!;
        }

        Counters.Increment(HostCounter.EvidenceAccepted);
        Judge(now, entry, at, kind, effects);
        Reschedule(entry);
    }

    /// <summary>A MAC announced itself without an address: everything last bound to it is looked for here.</summary>
    public void ObserveMac(Instant now, in HostAttachment at, IHostsEffects effects)
    {
        PromoteAllOf(at.Mac);
        if (_plan.FindSegment(at.Segment) is not { } segment || _macs.CountOf(at.Mac) == 0)
        {
            Counters.Increment(HostCounter.RarpUnknownMac);
            return;
        }

        FollowMac(now, segment, at, EvidenceKind.Rarp, except: null, effects);
    }

    /// <summary>Why evidence cannot be about a host of this place, or null.</summary>
    private HostCounter? Refuse(SegmentPlan segment, in HostAttachment at, IpAddress address)
    {
        if (at.Mac.IsGroup || at.Mac == MacAddress.Zero)
        {
            return HostCounter.GroupOrZeroMac;
        }

        if (IsGatewayMac(at.Mac))
        {
            return HostCounter.GatewayMacAsSource;
        }

        if (!address.IsHostUnicast)
        {
            return HostCounter.NotAHostAddress;
        }

        if (IsGatewayAddress(segment, address))
        {
            return HostCounter.GatewayAddressClaimed;
        }

        bool belongs = segment.Subnet.Contains(address)
            || (address.IsIpv6 && address.IsLinkLocal)
            || IsForeignHere(_plan.Ports[at.Port.Value], segment.Vrf, address);
        if (!belongs)
        {
            return HostCounter.OutsideOfSubnet;
        }

        return _admission is null || _admission.Admits(at.Port, segment, at.Mac, address) ? null : HostCounter.NotAdmitted;
    }

    private bool IsGatewayMac(MacAddress mac)
    {
        foreach (SegmentPlan segment in _plan.Segments)
        {
            if (mac == segment.Subnet.GatewayMac4 || mac == segment.Subnet.GatewayMac6)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsGatewayAddress(SegmentPlan segment, IpAddress address)
    {
        if (address == segment.Subnet.GatewayLinkLocal)
        {
            return true;
        }

        foreach (Subnet subnet in _plan.Fabric.Subnets)
        {
            if (subnet.Vrf.Id == segment.Vrf && subnet.IsGateway(address))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForeignHere(PortPlan port, VrfId vrf, IpAddress address)
    {
        foreach (Subnet subnet in port.Foreign)
        {
            if (subnet.Vrf.Id == vrf && subnet.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    private void Judge(Instant now, HostEntry entry, in HostAttachment at, EvidenceKind kind, IHostsEffects effects)
    {
        if (TryAnswerProbe(now, entry, at, kind, effects))
        {
            return;
        }

        AskOnceMore(now, entry, at, effects);

        // Without a probe under way an answer is no more than any other ARP or ND message (rule 5: late answers do not count).
        kind = kind == EvidenceKind.ProbeAnswer ? EvidenceKind.ArpNd : kind;
        if (entry.Local is not { } local)
        {
            Arrive(now, entry, at, kind, contested: false, effects);
        }
        else if (local.At == at)
        {
            Refresh(now, entry, local, kind, effects);
        }
        else if (local.At.Mac == at.Mac)
        {
            MoveWithin(now, entry, local, at, kind, effects);
        }
        else
        {
            Challenge(now, entry, local, at, effects);
        }
    }

    private void Refresh(Instant now, HostEntry entry, LocalHost local, EvidenceKind kind, IHostsEffects effects)
    {
        if (kind is EvidenceKind.Rarp or EvidenceKind.FollowsMac)
        {
            return;
        }

        local.LastEvidence = now;
        local.BestEvidence = kind > local.BestEvidence ? kind : local.BestEvidence;
        bool proven = local.State == HostState.Suspect || (local.State == HostState.Tentative && kind >= EvidenceKind.ArpNd);
        if (proven)
        {
            Confirm(now, entry, local, HostReason.StrongerEvidence, effects);
        }
    }

    private void Confirm(Instant now, HostEntry entry, LocalHost local, HostReason reason, IHostsEffects effects)
    {
        Change(now, entry, local, HostState.Confirmed, reason);
        local.LastEvidence = now;
        if (entry.Probe is { Purpose: ProbePurpose.Confirm or ProbePurpose.Idle })
        {
            entry.Probe = null;
        }

        effects.Emit(now, new HostConfirmed(entry.Key, local.At.Mac, _plan.Ports[local.At.Port.Value].Name, local.Epoch, reason));
    }

    /// <summary>A host that is not local yet shows itself here.</summary>
    private void Arrive(Instant now, HostEntry entry, in HostAttachment at, EvidenceKind kind, bool contested, IHostsEffects effects)
    {
        RemoteClaim? owner = BestClaim(entry);
        if (!MayArrive(now, entry, at, kind, owner, contested, effects))
        {
            return;
        }

        bool shares = owner is { } other && other.Claim.IsAnycast;
        LocalHost local = new()
        {
            At = at,
            State = kind >= EvidenceKind.ArpNd ? HostState.Confirmed : HostState.Tentative,
            Epoch = shares ? owner!.Value.Claim.Epoch : NextEpoch(entry),
            AsksFirst = !contested && MustAsk(now, entry, at, owner),
            BestEvidence = kind,
            LastEvidence = now,
            Since = now,
            AwaitsDatabase = entry.Routable && !_synchronized,
        };
        HostReason reason = owner is null ? HostReason.FirstEvidence : kind <= EvidenceKind.FollowsMac ? HostReason.MacMovedHere : HostReason.MovedHere;
        AttachLocal(now, entry, local, reason, effects);
        if (owner is not null)
        {
            entry.Moves++;
            entry.Damper.CountMove(now);
            string from = NodeName(owner.Value.Origin);
            effects.Emit(now, new HostMoved(entry.Key, at.Mac, from, _plan.Ports[at.Port.Value].Name, local.Epoch, kind));
        }

        if (local.State == HostState.Tentative)
        {
            StartProbe(now, entry, ProbePurpose.Confirm, at, effects);
        }

        effects.HostArrived(now, at.Port, at.Tag, at.Segment, entry.Key.Address, at.Mac);
        if (kind > EvidenceKind.FollowsMac)
        {
            FollowMac(now, _plan.FindSegment(at.Segment)!, at, EvidenceKind.FollowsMac, entry, effects);
        }
    }

    /// <summary>True when the leaf that has a host must agree before a place of this one gets it.</summary>
    private bool MustAsk(Instant now, HostEntry entry, in HostAttachment at, in RemoteClaim? owner)
    {
        if (owner is not { Claim.IsAnycast: false } present)
        {
            return false;
        }

        bool sameMac = present.Claim.Mac == at.Mac || at.Mac.IsVirtualRouter;
        return TrustIn(now, at) == MoveTrust.Verified || !sameMac || entry.IsDuplicate;
    }

    private bool MayArrive(
        Instant now, HostEntry entry, in HostAttachment at, EvidenceKind kind, RemoteClaim? owner, bool contested, IHostsEffects effects)
    {
        if (entry.IsDuplicate && !contested && owner is not null && !entry.Contest.TryAsk(now))
        {
            Counters.Increment(HostCounter.HeldAsDuplicate);
            Postpone(entry, at, entry.Contest.NextQuestion);
            return false;
        }

        if (OverLimit(at) is { } limit)
        {
            ReportLimit(now, at, limit, effects);
            return false;
        }

        if (contested || owner is null)
        {
            return true;
        }

        if (TrustIn(now, at) == MoveTrust.Announced)
        {
            Counters.Increment(HostCounter.MoveNotTrusted);
            return false;
        }

        return !PutOff(now, entry, at, kind);
    }

    /// <summary>Puts a move off whose evidence is stale or whose host moves without end; true when it did.</summary>
    private bool PutOff(Instant now, HostEntry entry, in HostAttachment at, EvidenceKind kind)
    {
        bool stale = IsStale(now, entry, at, kind);
        if (!stale && !entry.Damper.IsDamped(now))
        {
            return false;
        }

        Counters.Increment(stale ? HostCounter.StaleAfterYield : HostCounter.Damped);
        Postpone(entry, at, stale ? entry.GuardOf(at) : now + _timers.YieldGuard);
        return true;
    }

    /// <summary>What was already under way when the host was given up here must not win it back; announcements do.</summary>
    private static bool IsStale(Instant now, HostEntry entry, in HostAttachment at, EvidenceKind kind) =>
        (kind is EvidenceKind.Data or EvidenceKind.ArpNd or EvidenceKind.FollowsMac)
        && now < entry.GuardOf(at);

    /// <summary>Lets the data plane report the host once more when early evidence may count.</summary>
    private static void Postpone(HostEntry entry, in HostAttachment at, Instant until)
    {
        entry.Postponed = new FirstPacket(at.Port, at.Tag, at.Mac, entry.Key.Address);
        entry.PostponedUntil = until;
    }

    /// <summary>A MAC showed up at a place: the other addresses last bound to it are claimed here too, each to be proven.</summary>
    private void FollowMac(
        Instant now, SegmentPlan segment, in HostAttachment at, EvidenceKind kind, HostEntry? except, IHostsEffects effects)
    {
        PromoteAllOf(at.Mac);
        if (_macs.CountOf(at.Mac) <= (except is null ? 0 : 1))
        {
            return;
        }

        _scratch.Clear();
        _macs.CopyTo(at.Mac, _scratch);
        foreach (HostEntry entry in _scratch.ToArray())
        {
            bool matters = entry.Local is null || entry.Local.At != at || IsAskedAbout(entry);
            if (entry == except || !matters || !entry.Routable || entry.Key.Vrf != segment.Vrf
                || Refuse(segment, at, entry.Key.Address) is not null)
            {
                continue;
            }

            Judge(now, entry, at, kind, effects);
            Reschedule(entry);
        }
    }

    /// <summary>True when one more address of a MAC may be learned at a port: no limit forbids it.</summary>
    public bool HasPlaceFor(PortIndex port, MacAddress mac) => OverLimit(new HostAttachment(port, VlanId.Untagged, default, mac)) is null;

    /// <summary>The limit that forbids one more address at a place, or null; for an address that is at another place of this node already, that place is left.</summary>
    private HostCounter? OverLimit(in HostAttachment at, HostAttachment? leaves = null)
    {
        if (leaves is null && _localCount >= _limits.HostsPerNode)
        {
            return HostCounter.HostsPerNodeLimit;
        }

        bool isSamePort = leaves?.Port == at.Port;
        if (!isSamePort && _ports.HostsOn(at.Port) >= _limits.HostsPerPort)
        {
            return HostCounter.HostsPerPortLimit;
        }

        if (isSamePort && leaves?.Mac == at.Mac)
        {
            return null;
        }

        int ofMac = _ports.AddressesOf(at.Port, at.Mac);
        if (ofMac >= _limits.AddressesPerMac)
        {
            return HostCounter.AddressesPerMacLimit;
        }

        bool isFreed = isSamePort && _ports.AddressesOf(at.Port, leaves!.Value.Mac) == 1;
        int macs = _ports.MacsOn(at.Port) - (isFreed ? 1 : 0);
        return ofMac == 0 && macs >= _limits.MacsPerPort ? HostCounter.MacsPerPortLimit : null;
    }

    private void ReportLimit(Instant now, in HostAttachment at, HostCounter limit, IHostsEffects effects)
    {
        // One event per limit and thousand refusals: a flood must not fill the log.
        if (Counters[limit] % 1000 == 0)
        {
            effects.Emit(now, new HostLimitReached(_plan.Ports[at.Port.Value].Name, limit));
        }

        Counters.Increment(limit);
    }

    private string NodeName(SystemId systemId)
    {
        foreach (FabricNode node in _plan.Fabric.Nodes)
        {
            if (node.SystemId == systemId)
            {
                return node.Name;
            }
        }

        return systemId.ToString();
    }
}
