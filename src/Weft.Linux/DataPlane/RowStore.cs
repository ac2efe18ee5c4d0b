using System.Diagnostics.CodeAnalysis;

namespace Weft.Linux;

/// <summary>Kernel objects as they are.</summary>
internal sealed class RowStore<TKey, TItem> : IRowStore<TKey, TItem>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TItem> _rows = [];

    public int Count => _rows.Count;

    public IEnumerable<KeyValuePair<TKey, TItem>> Rows => _rows;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TItem item) => _rows.TryGetValue(key, out item);

    public void Set(TKey key, in TItem item) => _rows[key] = item;

    public void Remove(TKey key) => _rows.Remove(key);

    public void Clear() => _rows.Clear();
}
