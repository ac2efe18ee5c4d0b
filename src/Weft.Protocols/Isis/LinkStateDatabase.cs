using System.Collections.Frozen;
using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>All LSPs that a node knows, its own among them; bounded. Systems that the fabric file does not name have a smaller share, so
/// that however many somebody makes up, the fabric's own find a place.</summary>
/// <param name="limits">How many of which.</param>
/// <param name="fabric">What the system ids of the fabric's nodes have in common with those of their virtual systems.</param>
internal sealed class LinkStateDatabase(FabricLimits limits, FrozenSet<ulong> fabric)
{
    private readonly Dictionary<LspId, LspRecord> _records = [];
    private LspRecord[] _sorted = [];
    private bool _isSorted = true;
    private int _strangers;

    public int Count => _records.Count;

    /// <summary>Whether one more LSP of a system finds a place. Those that this node originates always do.</summary>
    public bool HasPlaceFor(SystemId system) =>
        _records.Count < limits.LinkStateFragments && (IsOfFabric(system) || _strangers < limits.StrangerFragments);

    /// <summary>No LSP ages out before this; it may be earlier than the first that does.</summary>
    public Instant NextExpiry { get; private set; } = Instant.Never;

    /// <summary>All records in the order of their ids.</summary>
    public ReadOnlySpan<LspRecord> Sorted
    {
        get
        {
            if (!_isSorted)
            {
                _sorted = [.. _records.Values];
                Array.Sort(_sorted, static (a, b) => a.Id.CompareTo(b.Id));
                _isSorted = true;
            }

            return _sorted;
        }
    }

    public LspRecord? Find(LspId id) => _records.GetValueOrDefault(id);

    public LspRecord Add(LspId id, bool isOwn)
    {
        LspRecord record = new(id, isOwn);
        _records.Add(id, record);
        _strangers += IsOfFabric(id.System) ? 0 : 1;
        _isSorted = false;
        return record;
    }

    public void Remove(LspId id)
    {
        if (_records.Remove(id))
        {
            _strangers -= IsOfFabric(id.System) ? 0 : 1;
            _isSorted = false;
        }
    }

    /// <summary>Must follow each change of a record's expiry.</summary>
    public void NoteExpiry(LspRecord record) => NextExpiry = Instant.Min(NextExpiry, record.Expires);

    /// <summary>Collects what has expired, in the order of ids, and works out when to look next.</summary>
    public void TakeExpired(Instant now, List<LspRecord> into)
    {
        NextExpiry = Instant.Never;
        foreach (LspRecord record in Sorted)
        {
            if (record.Expires <= now)
            {
                into.Add(record);
            }
            else
            {
                NoteExpiry(record);
            }
        }
    }

    /// <summary>The records from <paramref name="first"/> to <paramref name="last"/>, both included.</summary>
    public ReadOnlySpan<LspRecord> Range(LspId first, LspId last)
    {
        ReadOnlySpan<LspRecord> sorted = Sorted;
        int start = LowerBound(sorted, first);
        int end = start;
        while (end < sorted.Length && sorted[end].Id <= last)
        {
            end++;
        }

        return sorted[start..end];
    }

    private bool IsOfFabric(SystemId system) => fabric.Contains(VirtualSystems.CommonPart(system));

    private static int LowerBound(ReadOnlySpan<LspRecord> sorted, LspId id)
    {
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (sorted[middle].Id < id)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
