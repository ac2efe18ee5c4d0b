using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Keeps the packet filter's set of attached MACs as its table wants it: one transaction for all that changed.</summary>
internal sealed class AttachedFilter(DataPlaneState state, IFilterSets filters, IDataPlaneEvents events)
{
    private readonly Dictionary<AttachedMacKey, AttachedMacRow> _actual = [];
    private readonly HashSet<AttachedMacKey> _marked = [];
    private readonly HashSet<AttachedMacKey> _adopted = [];
    private readonly List<AttachedMac> _added = [];
    private readonly List<AttachedMac> _removed = [];
    private Refusal _refusal;

    internal Instant NextDeadline { get; private set; } = Instant.Never;

    internal void Mark(AttachedMacKey key) => _marked.Add(key);

    /// <summary>Takes what the filter holds as the actual state; what nobody wants waits for the settled state.</summary>
    internal void Load()
    {
        _actual.Clear();
        _adopted.Clear();
        List<AttachedMac> found = [];
        filters.ReadAttachedMacs(found);
        foreach (AttachedMac mac in found)
        {
            _actual[mac.Key] = mac.Row;
            _adopted.Add(mac.Key);
        }

        foreach (AttachedMacKey key in state.Tables.AttachedMacs.Rows.Keys)
        {
            _marked.Add(key);
        }
    }

    internal void Write(Instant now)
    {
        if (state.Tables.Settled && _adopted.Count > 0)
        {
            _marked.UnionWith(_adopted);
            _adopted.Clear();
        }

        if (_marked.Count == 0)
        {
            NextDeadline = Instant.Never;
            return;
        }

        CollectChanges();
        if (_added.Count + _removed.Count == 0 || filters.ApplyAttachedMacs(CollectionsMarshal.AsSpan(_added), CollectionsMarshal.AsSpan(_removed)))
        {
            Complete(CollectionsMarshal.AsSpan(_added), CollectionsMarshal.AsSpan(_removed));
            _marked.Clear();
            _refusal = default;
            NextDeadline = Instant.Never;
            return;
        }

        // One row that is refused must not keep the others out.
        WriteOneByOne();
        Refuse(now);
    }

    private void WriteOneByOne()
    {
        foreach (AttachedMac mac in _added)
        {
            if (filters.ApplyAttachedMacs([mac], []))
            {
                Complete([mac], []);
                _marked.Remove(mac.Key);
            }
        }

        foreach (AttachedMac mac in _removed)
        {
            if (filters.ApplyAttachedMacs([], [mac]))
            {
                Complete([], [mac]);
                _marked.Remove(mac.Key);
            }
        }
    }

    private void Complete(ReadOnlySpan<AttachedMac> added, ReadOnlySpan<AttachedMac> removed)
    {
        foreach (AttachedMac mac in added)
        {
            _actual[mac.Key] = mac.Row;
        }

        foreach (AttachedMac mac in removed)
        {
            _actual.Remove(mac.Key);
        }
    }

    private void CollectChanges()
    {
        _added.Clear();
        _removed.Clear();
        foreach (AttachedMacKey key in _marked)
        {
            _adopted.Remove(key);
            bool there = _actual.TryGetValue(key, out AttachedMacRow held);
            if (state.Tables.AttachedMacs.TryGet(key, out AttachedMacRow row))
            {
                if (!there || held != row)
                {
                    _added.Add(new AttachedMac(key, row));
                }
            }
            else if (there)
            {
                _removed.Add(new AttachedMac(key, held));
            }
        }
    }

    /// <summary>The marks of refused rows stay, so they are tried again.</summary>
    private void Refuse(Instant now)
    {
        if (_refusal.Attempts == 0)
        {
            events.Emit(new RowRefused($"{_marked.Count} attached MACs in the packet filter", new KernelResult(Errno.Invalid)));
        }

        _refusal = _refusal.Again(now);
        NextDeadline = _refusal.Due;
    }
}
