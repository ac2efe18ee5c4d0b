namespace Weft.Model;

/// <summary>A table of what the data plane should hold. Engines set and remove rows; the data plane takes the keys that
/// changed since it last looked. Setting a row to the value it has is not a change.</summary>
/// <typeparam name="TKey">Identifies a row.</typeparam>
/// <typeparam name="TRow">The row's content, compared by value.</typeparam>
public sealed class DesiredTable<TKey, TRow>
    where TKey : notnull, IEquatable<TKey>
    where TRow : IEquatable<TRow>
{
    private const int KeptRoom = 256;

    private readonly PagedDictionary<TKey, TRow> _rows = new();
    private readonly List<TKey> _changed = [];
    private readonly HashSet<TKey> _changedSet = [];
    private readonly Dictionary<TKey, TRow> _before = [];

    public int Count => _rows.Count + (Derived?.Count ?? 0);

    /// <summary>Rows that nobody has to keep; null where there are none.</summary>
    public IDerivedRows<TKey, TRow>? Derived { get; set; }

    /// <summary>All rows, in no particular order.</summary>
    public IReadOnlyDictionary<TKey, TRow> Rows => Derived is { } derived ? new JoinedRows<TKey, TRow>(_rows, derived) : _rows;

    /// <summary>True when a consumer has changes to take.</summary>
    public bool HasChanges => _changed.Count > 0;

    /// <summary>Keys that changed since the last <see cref="TakeChanges"/>, in the order they first changed.</summary>
    public IReadOnlyList<TKey> Changes => _changed;

    /// <summary>True for a consumer that reads rows in place instead of keeping a copy, and asks with <see cref="TryGetBefore"/> what they were.</summary>
    public bool KeepsBefore { get; set; }

    /// <summary>The row that a changed key had when changes were last taken; false where it had none.</summary>
    public bool TryGetBefore(TKey key, out TRow row)
    {
        bool had = _before.TryGetValue(key, out TRow? found);
        row = found!;
        return had;
    }

    public bool TryGet(TKey key, out TRow row)
    {
        if (_rows.TryGetValue(key, out TRow? found))
        {
            row = found;
            return true;
        }

        if (Derived is { } derived)
        {
            return derived.TryGet(key, out row!);
        }

        row = default!;
        return false;
    }

    /// <summary>A derived row came, changed or went, or is about to be kept here.</summary>
    public void Note(TKey key, bool existed, TRow before) => Mark(key, existed, before);

    /// <summary>Adds or replaces a row; returns whether that changed anything.</summary>
    public bool Set(TKey key, TRow row)
    {
        ref TRow slot = ref _rows.Slot(key, out bool exists);
        if (exists && slot.Equals(row))
        {
            return false;
        }

        TRow before = slot;
        slot = row;
        Mark(key, exists, before);
        return true;
    }

    /// <summary>Removes a row; returns whether there was one.</summary>
    public bool Remove(TKey key)
    {
        if (!_rows.Remove(key, out TRow? before))
        {
            return false;
        }

        Mark(key, existed: true, before);
        return true;
    }

    /// <summary>Appends the changed keys to <paramref name="into"/> and forgets them.</summary>
    public void TakeChanges(List<TKey> into)
    {
        into.AddRange(_changed);
        _changed.Clear();
        _changedSet.Clear();
        _before.Clear();
        if (_changed.Capacity > KeptRoom)
        {
            // Everything changes at a start, and hardly anything after it.
            _changed.Capacity = 0;
            _changedSet.TrimExcess();
            _before.TrimExcess();
        }
    }

    private void Mark(TKey key, bool existed, TRow before)
    {
        if (!_changedSet.Add(key))
        {
            return;
        }

        _changed.Add(key);
        if (existed && KeepsBefore)
        {
            _before.Add(key, before);
        }
    }
}
