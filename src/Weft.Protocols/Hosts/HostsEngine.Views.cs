using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <content>What others may read: the gateway's questions and the tables of <c>weft show</c>.</content>
public sealed partial class HostsEngine
{
    /// <summary>Where an address is, seen from a segment.</summary>
    public HostLocation Locate(SegmentId from, VrfId vrf, IpAddress address)
    {
        HostKey key = new(vrf, address);
        if (_lone.Find(key) is { } alone)
        {
            return _reachable.Contains(alone.System) ? PlaceOf(alone.Claim, from) : HostLocation.Unknown;
        }

        if (FindEntry(from, key, create: false) is not { } entry)
        {
            return HostLocation.Unknown;
        }

        if (entry.Local is { Installed: true } local)
        {
            HostPlace place = local.At.Segment == from ? HostPlace.SameSegment : HostPlace.OtherSegment;
            return new HostLocation(place, local.At.Mac, local.At.Port, local.State == HostState.Confirmed);
        }

        if (entry.Winners.Length > 0 && BestClaim(entry) is { } best)
        {
            return PlaceOf(best.Claim, from);
        }

        return HostLocation.Unknown;
    }

    /// <summary>True when a MAC behind a port has an address outside of the segment's prefixes.</summary>
    public bool IsForeignHost(SegmentId segment, PortIndex port, MacAddress mac)
    {
        if (_plan.Ports[port.Value].Foreign.IsEmpty || _plan.FindSegment(segment) is not { } plan)
        {
            return false;
        }

        _scratch.Clear();
        _macs.CopyTo(mac, _scratch);
        foreach (HostEntry entry in _scratch)
        {
            if (entry.Local is { } local && local.At.Port == port && entry.Routable && !plan.Subnet.Contains(entry.Key.Address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Everything known of hosts, sorted by address. For people, not for hot paths.</summary>
    public IReadOnlyList<HostView> Snapshot()
    {
        List<HostView> views = new(_entries.Count + _lone.Count + _linkLocal.Count);
        _loneScratch.Clear();
        _lone.CopyTo(_loneScratch);
        foreach (AnnouncedClaim alone in _loneScratch)
        {
            views.Add(ViewOf(Picture(alone)));
        }

        foreach (HostEntry entry in _entries.Values)
        {
            views.Add(ViewOf(entry));
        }

        foreach (HostEntry entry in _linkLocal.Values)
        {
            views.Add(ViewOf(entry));
        }

        views.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        return views;
    }

    private static HostLocation PlaceOf(in HostClaim claim, SegmentId from) => new(
        claim.Segment == from ? HostPlace.SameSegment : HostPlace.Remote, claim.Mac, PortIndex.None, !claim.IsTentative);

    /// <summary>What would be an entry of an address that is known by one claim, or null.</summary>
    private HostEntry? PictureOf(HostKey key) => _lone.Find(key) is { } alone ? Picture(alone) : null;

    private HostView ViewOf(HostEntry entry)
    {
        RemoteClaim? best = BestClaim(entry);
        LocalHost? local = entry.Local;
        HostHistoryEntry? last = entry.History.Count > 0 ? entry.History[^1] : null;
        return new HostView
        {
            Key = entry.Key,
            State = entry.State,
            Mac = local?.At.Mac ?? best?.Claim.Mac ?? MacAddress.Zero,
            Segment = local?.At.Segment ?? best?.Claim.Segment ?? SegmentId.None,
            Port = local?.At.Port ?? PortIndex.None,
            Node = local is { Installed: true } || best is null ? _plan.Node.Name : NodeName(best.Value.Origin),
            Epoch = local?.Epoch ?? best?.Claim.Epoch ?? entry.HighestEpoch,
            Evidence = local?.BestEvidence,
            Since = local?.Since ?? (entry.WinnersSince != Instant.Zero ? entry.WinnersSince : last?.At ?? Instant.Zero),
            Moves = entry.Moves,
            History = [.. entry.History],
        };
    }
}
