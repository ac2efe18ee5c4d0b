using Weft.Model;

namespace Weft.Simulation;

/// <summary>The routes that one life of the daemon gave the plane, read in place from its tables, and the ports whose next hops it could not write, or
/// lost since.</summary>
internal sealed class RouteLife
{
    private readonly PagedDictionary<NextHopGroupId, UsableGroup> _groups = new();
    private readonly PagedDictionary<NextHopGroupId, NextHopGroupRow> _gone = new();
    private readonly PlanePort[] _ports;
    private readonly bool[] _lost;

    public RouteLife(NodeTables tables, PlanePort[] ports)
    {
        Tables = tables;
        _ports = ports;
        _lost = [.. ports.Select(port => !port.IsUp)];
        tables.Routes.KeepsBefore = true;
        tables.Leaks.KeepsBefore = true;
        tables.NextHopGroups.KeepsBefore = true;
    }

    public NodeTables Tables { get; }

    public bool IsEmpty => Tables.Routes.Count == 0 && Tables.Leaks.Count == 0;

    /// <summary>True when it has a route to a prefix.</summary>
    public bool Has(RouteKey key) => Tables.Routes.TryGet(key, out _) || Tables.Leaks.TryGet(key, out _);

    public bool CanUse(PortIndex port) => port.Value < _ports.Length && _ports[port.Value].IsUp && !_lost[port.Value];

    /// <summary>A port lost its carrier: its next hops are gone until they are written again.</summary>
    public void Lose(PortIndex port)
    {
        _lost[port.Value] = true;
        foreach (KeyValuePair<NextHopGroupId, NextHopGroupRow> row in _gone)
        {
            KeepGone(row.Key, row.Value);
        }
    }

    /// <summary>A living daemon writes the next hops of a port again.</summary>
    public void Restore(PortIndex port) => _lost[port.Value] = false;

    /// <summary>A group with a usable member, or null.</summary>
    public UsableGroup? Find(NextHopGroupId id, long version)
    {
        if (!_groups.TryGetValue(id, out UsableGroup? group))
        {
            if (!Tables.NextHopGroups.TryGet(id, out NextHopGroupRow row) && !_gone.TryGetValue(id, out row))
            {
                return null;
            }

            _groups[id] = group = new UsableGroup(row);
        }

        return group.IsUsable(this, version) ? group : null;
    }

    /// <summary>A group changed: with it all routes that lead to it. One that was taken out stays for routes that are kept a moment longer.</summary>
    public void GroupChanged(NextHopGroupId id)
    {
        _groups.Remove(id);
        if (Tables.NextHopGroups.TryGet(id, out _))
        {
            _gone.Remove(id);
        }
        else if (Tables.NextHopGroups.TryGetBefore(id, out NextHopGroupRow before))
        {
            KeepGone(id, before);
        }
    }

    /// <summary>No route is kept any more: neither are groups.</summary>
    public void DropGone()
    {
        foreach (KeyValuePair<NextHopGroupId, NextHopGroupRow> row in _gone)
        {
            _groups.Remove(row.Key);
        }

        _gone.Clear();
    }

    /// <summary>Nobody writes a group again that was taken out: what it has lost does not come back with the carrier.</summary>
    private void KeepGone(NextHopGroupId id, in NextHopGroupRow row)
    {
        _gone[id] = row with { Members = row.Members.RemoveAll(member => !CanUse(member.Port)) };
        _groups.Remove(id);
    }
}
