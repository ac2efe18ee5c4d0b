using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Weft.Model;

/// <summary>The rows that a table keeps and those that are derived, as one dictionary.</summary>
internal sealed class JoinedRows<TKey, TRow>(PagedDictionary<TKey, TRow> kept, IDerivedRows<TKey, TRow> derived) : IReadOnlyDictionary<TKey, TRow>
    where TKey : notnull, IEquatable<TKey>
{
    public int Count => kept.Count + derived.Count;

    public IEnumerable<TKey> Keys => this.Select(static row => row.Key);

    public IEnumerable<TRow> Values => this.Select(static row => row.Value);

    public TRow this[TKey key] => TryGetValue(key, out TRow? row) ? row : throw new KeyNotFoundException($"there is no {key}");

    public bool ContainsKey(TKey key) => TryGetValue(key, out _);

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TRow value) => kept.TryGetValue(key, out value) || derived.TryGet(key, out value);

    public IEnumerator<KeyValuePair<TKey, TRow>> GetEnumerator() => kept.Concat(derived.Rows).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
