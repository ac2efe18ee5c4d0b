using System.Diagnostics.CodeAnalysis;

namespace Weft.Model;

/// <summary>Rows of a <see cref="DesiredTable{TKey, TRow}"/> that follow from what is known elsewhere, so that nobody has to keep them. Whoever derives them notes
/// each change in the table (<see cref="DesiredTable{TKey, TRow}.Note"/>), and never has a row for a key that the table keeps itself.</summary>
/// <typeparam name="TKey">Identifies a row.</typeparam>
/// <typeparam name="TRow">The row's content.</typeparam>
public interface IDerivedRows<TKey, TRow>
{
    int Count { get; }

    /// <summary>All rows, in no order.</summary>
    IEnumerable<KeyValuePair<TKey, TRow>> Rows { get; }

    bool TryGet(TKey key, [MaybeNullWhen(false)] out TRow row);
}
