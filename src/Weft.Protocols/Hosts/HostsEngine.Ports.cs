using Weft.Model;

namespace Weft.Protocols.Hosts;

/// <content>Ports that come and go, and what a predecessor left behind.</content>
public sealed partial class HostsEngine
{
    /// <summary>A port changed its state. Lost carrier gives its hosts up after a short hold; a claim of another leaf ends the hold.</summary>
    public void HandlePort(Instant now, PortIndex port, in PortStatus status, IHostsEffects effects)
    {
        if (!_plan.Ports[port.Value].FacesHosts || !_ports.Update(now, port, status, _timers.LinkDownHold))
        {
            return;
        }

        // A leaf that is asking for one of these hosts has its answer now.
        foreach (HostEntry entry in HostsOn(port))
        {
            if (entry.Probe is { Purpose: ProbePurpose.Verify })
            {
                Yield(now, entry, HostReason.LinkDown, ask: false, effects);
            }
            else if (entry.Challenger is { } challenger)
            {
                Relocate(now, entry, challenger, EvidenceKind.ArpNd, HostReason.NewMac, effects);
            }

            Reschedule(entry);
        }
    }

    /// <summary>Takes over a host that a predecessor of this daemon left in the data plane.</summary>
    public void Adopt(Instant now, in AdoptedBinding adopted, IHostsEffects effects)
    {
        if (_plan.FindSegment(adopted.Key.Segment) is not { } segment || adopted.Row.Port.Value >= _plan.Ports.Length)
        {
            return;
        }

        PortPlan port = _plan.Ports[adopted.Row.Port.Value];
        Wire.VlanId tag = port.Segments.FirstOrDefault(candidate => candidate.Segment == segment.Id).Tag;
        HostAttachment at = new(port.Index, tag, segment.Id, adopted.Row.Mac);
        if (port.SegmentOf(tag) != segment.Id || Refuse(segment, at, adopted.Key.Address) is not null)
        {
            return;
        }

        // Two ports may have become one while nobody looked, and limits may be others now.
        if (OverLimit(at) is { } limit)
        {
            ReportLimit(now, at, limit, effects);
            return;
        }

        HostEntry entry = FindEntry(segment.Id, new HostKey(segment.Vrf, adopted.Key.Address), create: true)!;
        if (entry.Local is not null)
        {
            return;
        }

        LocalHost local = new()
        {
            At = at,
            State = HostState.Confirmed,
            Epoch = 0,
            BestEvidence = EvidenceKind.Adopted,
            // Asked soon, at a moment of its own, so that a thousand adopted hosts are not probed at once.
            LastEvidence = now + (-_timers.HostIdle + _random.Between(_timers.ProbeInterval, _timers.HostIdle)),
            Since = now,
            AwaitsDatabase = entry.Routable,
        };
        AttachLocal(now, entry, local, HostReason.Adopted, effects);
        Reschedule(entry);
    }

    private void LosePort(Instant now, PortIndex port, IHostsEffects effects)
    {
        foreach (HostEntry entry in HostsOn(port))
        {
            Lose(now, entry, HostReason.LinkDown, effects);
            Reschedule(entry);
        }
    }

    /// <summary>The entries attached to a port, sorted.</summary>
    private List<HostEntry> HostsOn(PortIndex port)
    {
        List<HostEntry> hosts = [];
        foreach (HostEntry entry in _entries.Values)
        {
            if (entry.Local?.At.Port == port)
            {
                hosts.Add(entry);
            }
        }

        foreach (HostEntry entry in _linkLocal.Values)
        {
            if (entry.Local?.At.Port == port)
            {
                hosts.Add(entry);
            }
        }

        hosts.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        return hosts;
    }
}
