using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Keeps one kind of kernel object as its rows want it: actual state, marked keys, refused rows with back-off, and deletes
/// that must wait. What ends up in the kernel depends on the wanted rows only, never on the order in which they changed.</summary>
internal sealed class ReconciledTable<TKey, TItem>(
    IKernelResource<TKey, TItem> resource, IRowStore<TKey, TItem> store, IDataPlaneEvents events, bool deletesWait)
    where TKey : notnull, IEquatable<TKey>
    where TItem : struct, IEquatable<TItem>
{
    private readonly IRowStore<TKey, TItem> _actual = store;
    private readonly List<TKey> _marked = [];
    private readonly HashSet<TKey> _markedSet = [];
    private readonly HashSet<TKey> _waiting = [];
    private readonly Dictionary<TKey, Refusal> _refused = [];
    private readonly Dictionary<TKey, Instant> _deletes = [];
    private readonly HashSet<TKey> _adopted = [];
    private readonly List<(TKey Key, TItem Item)> _leftovers = [];
    private readonly KernelBatch<TKey, TItem> _batch = new();
    private Instant _deleteDue = Instant.Never;

    /// <summary>What the kernel holds, as far as is known.</summary>
    internal IRowStore<TKey, TItem> Actual => _actual;

    /// <summary>True when replies were lost and the kernel must be read again.</summary>
    internal bool Lost { get; private set; }

    /// <summary>When a refused row is tried again, or a delete that was put off is due.</summary>
    internal Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>Looks at a key at the next write.</summary>
    internal void Mark(TKey key)
    {
        if (_markedSet.Add(key))
        {
            _marked.Add(key);
        }
    }

    /// <summary>Looks again at every row that waits for something.</summary>
    internal void MarkWaiting()
    {
        foreach (TKey key in _waiting)
        {
            Mark(key);
        }

        _waiting.Clear();
    }

    /// <summary>The kernel no longer holds what it held for a key.</summary>
    internal void Forget(TKey key)
    {
        _actual.Remove(key);
        Mark(key);
    }

    /// <summary>The kernel holds something for a key of which nothing was known. What nobody wants waits for the settled state.</summary>
    internal void Adopt(TKey key, in TItem item)
    {
        _actual.Set(key, item);
        if (resource.Look(key, out _) == Desire.Absent)
        {
            _adopted.Add(key);
        }
        else
        {
            Mark(key);
        }
    }

    /// <summary>The kernel holds something else for a key than was known; returns whether it must be put right.</summary>
    internal bool Correct(TKey key, in TItem item)
    {
        if (_actual.TryGetValue(key, out TItem known) && !resource.SameSlot(known, item))
        {
            // A second object for the row; whether the known one is there is seen by itself.
            _leftovers.Add((key, item));
            return false;
        }

        _actual.Set(key, item);
        Mark(key);
        return resource.Look(key, out TItem desired) == Desire.Present && !desired.Equals(item) && !_refused.ContainsKey(key);
    }

    /// <summary>Marks the refused rows whose time has come.</summary>
    internal void MarkDue(Instant now)
    {
        if (NextDeadline > now)
        {
            return;
        }

        foreach ((TKey key, Refusal refusal) in _refused)
        {
            if (refusal.Due <= now)
            {
                // Dated anew only by another refusal: a row that now waits for an interface or a group is not due again and again.
                CollectionsMarshal.GetValueRefOrNullRef(_refused, key) = refusal with { Due = Instant.Never };
                Mark(key);
            }
        }

        UpdateDeadline();
    }

    /// <summary>Takes what was read from the kernel as the actual state and marks every key that differs. Rows that nobody wants
    /// wait for the settled state. Returns how many wanted rows were missing or different.</summary>
    internal int Load(IEnumerable<(TKey Key, TItem Item)> found)
    {
        _actual.Clear();
        _leftovers.Clear();
        _adopted.Clear();
        Lost = false;
        foreach ((TKey key, TItem item) in found)
        {
            if (!_actual.TryGetValue(key, out TItem kept))
            {
                _actual.Set(key, item);
                _adopted.Add(key);
                continue;
            }

            // Two objects for one row: keep the one that is wanted, else the one in effect.
            bool wanted = resource.Look(key, out TItem desired) == Desire.Present;
            bool better = wanted && desired.Equals(item) || !(wanted && desired.Equals(kept)) && resource.Prevails(item, kept);
            _leftovers.Add((key, better ? kept : item));
            _actual.Set(key, better ? item : kept);
        }

        int drifted = 0;
        foreach (TKey key in resource.DesiredKeys)
        {
            _adopted.Remove(key);
            Desire desire = resource.Look(key, out TItem desired);
            if (desire != Desire.Present || !_actual.TryGetValue(key, out TItem held) || !held.Equals(desired))
            {
                Mark(key);
                drifted += desire == Desire.Present && !_refused.ContainsKey(key) ? 1 : 0;
            }
        }

        return drifted;
    }

    /// <summary>Writes every marked row that should be there.</summary>
    internal void WritePuts(IKernel kernel, Instant now)
    {
        if (_marked.Count == 0)
        {
            return;
        }

        // Completing a batch never marks keys of the same table, so the list does not change underneath.
        foreach (TKey key in CollectionsMarshal.AsSpan(_marked))
        {
            _waiting.Remove(key);
            switch (resource.Look(key, out TItem item))
            {
                case Desire.Present:
                    _deletes.Remove(key);
                    _adopted.Remove(key);
                    if (!_actual.TryGetValue(key, out TItem held) || !held.Equals(item))
                    {
                        _batch.Add(key, item, resource.Put(item));
                        FlushIfFull(kernel, now, WritePhase.Put);
                    }
                    else
                    {
                        _refused.Remove(key);
                    }

                    break;
                case Desire.Waiting:
                    _waiting.Add(key);
                    break;
                default:
                    DeleteOrForget(key, now);
                    break;
            }
        }

        _marked.Clear();
        _markedSet.Clear();
        Flush(kernel, now, WritePhase.Put);
        UpdateDeadline();
    }

    /// <summary>Deletes what should not be there. Until the node has settled only what this life itself put and took back goes, and
    /// for tables whose deletes wait not even that.</summary>
    internal void WriteDeletes(IKernel kernel, Instant now, bool settled)
    {
        WriteLeftovers(kernel, now);
        if (settled)
        {
            foreach (TKey key in _adopted)
            {
                _deletes[key] = now;
            }

            _adopted.Clear();
        }

        _deleteDue = Instant.Never;
        if (_deletes.Count == 0 || (deletesWait && !settled))
        {
            return;
        }

        foreach ((TKey key, Instant due) in _deletes)
        {
            if (due > now)
            {
                _deleteDue = Instant.Min(_deleteDue, due);
                continue;
            }

            _deletes.Remove(key);
            if (_actual.TryGetValue(key, out TItem held) && resource.Look(key, out _) == Desire.Absent)
            {
                _batch.Add(key, held, resource.Delete(held));
                FlushIfFull(kernel, now, WritePhase.Delete);
            }
        }

        Flush(kernel, now, WritePhase.Delete);
        UpdateDeadline();
    }

    private void DeleteOrForget(TKey key, Instant now)
    {
        if (_actual.TryGetValue(key, out TItem held))
        {
            _deletes.TryAdd(key, now + resource.DeleteDelay(held));
        }
        else
        {
            _refused.Remove(key);
        }
    }

    private void WriteLeftovers(IKernel kernel, Instant now)
    {
        foreach ((TKey key, TItem item) in _leftovers)
        {
            if (!_actual.TryGetValue(key, out TItem held) || !resource.SameSlot(held, item))
            {
                _batch.Add(key, item, resource.Delete(item));
            }
        }

        _leftovers.Clear();
        Flush(kernel, now, WritePhase.Leftover);
    }

    private void Complete(WritePhase phase, TKey key, in TItem item, in KernelResult result, Instant now)
    {
        bool done = result.Succeeded || (phase != WritePhase.Put && IsGone(result));
        if (!done)
        {
            if (phase == WritePhase.Leftover)
            {
                _leftovers.Add((key, item));
            }

            Refuse(key, item, result, now);
            return;
        }

        switch (phase)
        {
            case WritePhase.Put:
                if (_actual.TryGetValue(key, out TItem old) && !resource.SameSlot(old, item))
                {
                    _leftovers.Add((key, old));
                }

                _actual.Set(key, item);
                _refused.Remove(key);
                break;
            case WritePhase.Delete:
                _actual.Remove(key);
                _refused.Remove(key);
                break;
            default:
                break;
        }
    }

    private void Refuse(TKey key, in TItem item, in KernelResult result, Instant now)
    {
        Lost |= result.Error == Errno.NoBuffers;
        ref Refusal refusal = ref CollectionsMarshal.GetValueRefOrAddDefault(_refused, key, out bool again);
        refusal = refusal.Again(now);
        if (!again)
        {
            events.Emit(new RowRefused(resource.Describe(item), result));
        }
    }

    private void FlushIfFull(IKernel kernel, Instant now, WritePhase phase)
    {
        if (_batch.IsFull)
        {
            Flush(kernel, now, phase);
        }
    }

    private void Flush(IKernel kernel, Instant now, WritePhase phase)
    {
        if (_batch.Count == 0)
        {
            return;
        }

        _batch.Submit(kernel);
        for (int i = 0; i < _batch.Count; i++)
        {
            (TKey key, TItem item) = _batch.Row(i);
            Complete(phase, key, item, _batch.Result(i), now);
        }

        _batch.Clear();
    }

    private void UpdateDeadline()
    {
        Instant next = _deleteDue;
        foreach (Refusal refusal in _refused.Values)
        {
            next = Instant.Min(next, refusal.Due);
        }

        NextDeadline = next;
    }

    private static bool IsGone(in KernelResult result) =>
        result.Error is Errno.NoEntry or Errno.NoProcess or Errno.NoDevice or Errno.AddressNotAvailable;
}
