using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace Weft.Model;

/// <summary>A hash table for very many rows. It grows page by page, so that growing neither copies rows nor leaves the old table behind, and
/// no more than one page is empty. Iterated in the order of insertion as long as nothing was removed. Not thread-safe.</summary>
/// <typeparam name="TKey">Identifies a row.</typeparam>
/// <typeparam name="TValue">The row's content.</typeparam>
public sealed class PagedDictionary<TKey, TValue> : IReadOnlyDictionary<TKey, TValue>
    where TKey : notnull, IEquatable<TKey>
{
    private const int PageBits = 9;
    private const int PageLength = 1 << PageBits;
    private const int FirstLength = 8;

    // In Next: rows of a chain are numbered from 0; free rows are numbered from FreeBase downwards.
    private const int End = -1;
    private const int FreeBase = -3;

    private readonly List<Entry[]> _pages = [];
    private int[] _buckets = [];
    private int _shift;
    private int _used;
    private int _free = End;
    private int _version;

    public int Count { get; private set; }

    public IEnumerable<TKey> Keys => this.Select(static row => row.Key);

    public IEnumerable<TValue> Values => this.Select(static row => row.Value);

    public TValue this[TKey key]
    {
        get => TryGetValue(key, out TValue? value) ? value : throw new KeyNotFoundException($"there is no {key}");
        set => Slot(key, out _) = value;
    }

    public bool ContainsKey(TKey key) => Find(key) >= 0;

    public bool TryGetValue(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        int index = Find(key);
        value = index >= 0 ? At(index).Value : default;
        return index >= 0;
    }

    /// <summary>The place of a row's content, made where it is missing. Valid until the next row is added.</summary>
    public ref TValue Slot(TKey key, out bool exists)
    {
        int index = Find(key);
        exists = index >= 0;
        return ref At(exists ? index : Add(key)).Value;
    }

    /// <summary>Removes a row; returns whether there was one. Allowed while iterating.</summary>
    public bool Remove(TKey key) => Remove(key, out _);

    /// <summary>Removes a row and returns what it was.</summary>
    public bool Remove(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        value = default;
        if (Count == 0)
        {
            return false;
        }

        int hash = HashOf(key);
        ref int link = ref _buckets[(uint)hash >> _shift];
        while (link != End)
        {
            int index = link;
            ref Entry entry = ref At(index);
            if (entry.Hash == hash && entry.Key.Equals(key))
            {
                value = entry.Value;
                link = entry.Next;
                entry = new Entry { Next = FreeBase - _free - 1 };
                _free = index;
                Count--;
                return true;
            }

            link = ref entry.Next;
        }

        return false;
    }

    public void Clear()
    {
        _pages.Clear();
        _buckets = [];
        _used = 0;
        _free = End;
        _version++;
        Count = 0;
    }

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator()
    {
        int version = _version;
        for (int index = 0; index < _used; index++)
        {
            Entry entry = At(index);
            if (entry.Next < End)
            {
                continue;
            }

            yield return new KeyValuePair<TKey, TValue>(entry.Key, entry.Value);
            if (version != _version)
            {
                throw new InvalidOperationException("a row was added while iterating");
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private ref Entry At(int index) => ref _pages[index >> PageBits][index & (PageLength - 1)];

    // Fibonacci hashing: the bucket is in the upper bits, which all bits of the key's hash reach.
    private static int HashOf(TKey key) => (int)((uint)key.GetHashCode() * 0x9E37_79B9);

    private int Find(TKey key)
    {
        if (Count == 0)
        {
            return End;
        }

        int hash = HashOf(key);
        int index = _buckets[(uint)hash >> _shift];
        while (index != End)
        {
            ref Entry entry = ref At(index);
            if (entry.Hash == hash && entry.Key.Equals(key))
            {
                return index;
            }

            index = entry.Next;
        }

        return End;
    }

    private int Add(TKey key)
    {
        if (Count >= _buckets.Length)
        {
            Rehash(Math.Max(FirstLength, _buckets.Length * 2));
        }

        int index = TakeFree();
        int hash = HashOf(key);
        ref int bucket = ref _buckets[(uint)hash >> _shift];
        At(index) = new Entry { Hash = hash, Next = bucket, Key = key };
        bucket = index;
        Count++;
        _version++;
        return index;
    }

    private int TakeFree()
    {
        if (_free != End)
        {
            int free = _free;
            _free = FreeBase - At(free).Next - 1;
            return free;
        }

        int page = _used >> PageBits;
        if (page == _pages.Count)
        {
            _pages.Add(new Entry[page == 0 ? FirstLength : PageLength]);
        }
        else if ((_used & (PageLength - 1)) == _pages[page].Length)
        {
            // Only the first page begins small.
            Entry[] larger = _pages[page];
            Array.Resize(ref larger, larger.Length * 2);
            _pages[page] = larger;
        }

        return _used++;
    }

    private void Rehash(int length)
    {
        _buckets = new int[length];
        _shift = 32 - BitOperations.Log2((uint)length);
        Array.Fill(_buckets, End);
        for (int index = 0; index < _used; index++)
        {
            ref Entry entry = ref At(index);
            if (entry.Next >= End)
            {
                ref int bucket = ref _buckets[(uint)entry.Hash >> _shift];
                entry.Next = bucket;
                bucket = index;
            }
        }
    }

    private struct Entry
    {
        public int Hash;
        public int Next;
        public TKey Key;
        public TValue Value;
    }
}
