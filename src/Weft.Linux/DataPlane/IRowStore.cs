using System.Diagnostics.CodeAnalysis;

namespace Weft.Linux;

/// <summary>Kernel objects by the rows that they came from.</summary>
internal interface IRowStore<TKey, TItem>
    where TKey : notnull
{
    int Count { get; }

    /// <summary>All of them, in no particular order.</summary>
    IEnumerable<KeyValuePair<TKey, TItem>> Rows { get; }

    bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TItem item);

    void Set(TKey key, in TItem item);

    void Remove(TKey key);

    void Clear();
}
