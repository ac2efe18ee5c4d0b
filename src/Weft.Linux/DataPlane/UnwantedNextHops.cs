namespace Weft.Linux;

/// <summary>Next-hop objects that no wanted group stands behind any more: of an earlier life, or of groups that were dropped. They stay
/// as long as a route uses them.</summary>
internal sealed class UnwantedNextHops(NextHopObjects objects)
{
    private readonly Dictionary<uint, KernelNextHop> _rows = [];

    internal bool IsEmpty => _rows.Count == 0;

    /// <summary>Members of the groups among them.</summary>
    internal IEnumerable<uint> Members => _rows.Values.SelectMany(group => group.Members.IsDefault ? [] : group.Members.AsEnumerable());

    internal void Clear() => _rows.Clear();

    internal void Add(in KernelNextHop nextHop) => _rows[nextHop.Id] = nextHop;

    internal bool Remove(uint id) => _rows.Remove(id);

    /// <summary>Forgets the groups that went with all their members; returns their ids.</summary>
    internal uint[] RemoveEmptied(HashSet<uint> gone)
    {
        uint[] emptied = [.. _rows.Values.Where(group => group.IsGroup && group.Members.All(gone.Contains)).Select(group => group.Id)];
        foreach (uint id in emptied)
        {
            _rows.Remove(id);
        }

        return emptied;
    }

    /// <summary>Deletes those that no route uses, groups before single next hops.</summary>
    internal void DeleteUnused(HashSet<uint> used)
    {
        foreach (KernelNextHop nextHop in _rows.Values.OrderByDescending(row => row.IsGroup).ThenBy(row => row.Id).ToArray())
        {
            if (!used.Contains(nextHop.Id))
            {
                objects.Delete(nextHop.Id);
                _rows.Remove(nextHop.Id);
            }
        }
    }
}
