using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The local hosts of a node. An address that is bound on several segments is reached on the lowest; where the present life of the daemon
/// wants none of them, the way that was written last stays.</summary>
internal sealed class BoundHosts(PlaneSegment[] segments, PagedDictionary<HostKey, PlaneAddress> own)
{
    private readonly PagedDictionary<BindingKey, BoundHost> _rows = new();

    public IReadOnlyDictionary<BindingKey, BoundHost> Rows => _rows;

    /// <summary>The MAC of a host of a segment.</summary>
    public bool TryFindMac(SegmentId segment, IpAddress address, out MacAddress mac)
    {
        bool found = _rows.TryGetValue(new BindingKey(segment, address), out BoundHost host);
        mac = host.Row.Mac;
        return found;
    }

    /// <summary>True when a host is bound to an address at a port.</summary>
    public bool IsBound(SegmentId segment, PortIndex port, MacAddress mac, IpAddress address) =>
        _rows.TryGetValue(new BindingKey(segment, address), out BoundHost host) && host.Row.Port == port && host.Row.Mac == mac;

    public void Set(BindingKey key, in BindingRow row)
    {
        _rows[key] = new BoundHost(row, IsAdopted: false);
        Refresh(key);
    }

    public void Remove(BindingKey key)
    {
        if (_rows.Remove(key))
        {
            Refresh(key);
        }
    }

    /// <summary>The node took a host back, or has not spoken of it in this life: until it has settled the host stays.</summary>
    public void Adopt(BindingKey key)
    {
        if (_rows.TryGetValue(key, out BoundHost host))
        {
            _rows[key] = host with { IsAdopted = true };
            Refresh(key);
        }
    }

    /// <summary>A route to an address takes the place of those to hosts that the present life does not want.</summary>
    public void Replace(HostKey address)
    {
        foreach (PlaneSegment segment in segments)
        {
            BindingKey key = new(segment.Id, address.Address);
            if (segment.Plan.Vrf == address.Vrf && _rows.TryGetValue(key, out BoundHost host) && host.IsAdopted)
            {
                _rows[key] = host with { IsReplaced = true };
                Refresh(key);
            }
        }
    }

    /// <summary>A new life of the daemon begins: it has not spoken of any host yet, and every address stays where it is.</summary>
    public void AdoptAll()
    {
        foreach (KeyValuePair<BindingKey, BoundHost> row in _rows)
        {
            _rows[row.Key] = row.Value with { IsAdopted = true };
        }

        foreach (KeyValuePair<BindingKey, BoundHost> row in _rows)
        {
            Refresh(row.Key);
        }
    }

    /// <summary>The node has settled: what it does not want goes.</summary>
    public void DropAdopted()
    {
        foreach (KeyValuePair<BindingKey, BoundHost> row in _rows)
        {
            if (row.Value.IsAdopted)
            {
                Remove(row.Key);
            }
        }
    }

    /// <summary>Works out anew where an address is.</summary>
    private void Refresh(BindingKey changed)
    {
        PlaneSegment? of = Array.Find(segments, segment => segment.Id == changed.Segment);
        if (of is null || changed.Address.IsLinkLocal)
        {
            // Link-local addresses have no route: the same one may live on several segments.
            return;
        }

        HostKey key = new(of.Plan.Vrf, changed.Address);
        if (own.TryGetValue(key, out PlaneAddress before) && !before.IsHost)
        {
            return;
        }

        PlaneAddress? best = null;
        foreach (PlaneSegment segment in segments)
        {
            if (segment.Plan.Vrf == of.Plan.Vrf && _rows.TryGetValue(new BindingKey(segment.Id, changed.Address), out BoundHost host) && !host.IsReplaced
                && (best is null || (best.Value.IsAdopted && (!host.IsAdopted || segment.Interface == before.Interface))))
            {
                best = new PlaneAddress(segment.Interface, host.Row.Mac, host.IsAdopted);
            }
        }

        if (best is { } found)
        {
            own[key] = found;
        }
        else
        {
            own.Remove(key);
        }
    }
}
