using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>Changes on their way to the kernel with the rows they came from. Its buffers are reused.</summary>
internal sealed class KernelBatch<TKey, TItem>
{
    private const int FullCount = 512;

    private readonly List<(TKey Key, TItem Item)> _rows = new(FullCount);
    private readonly List<KernelChange> _changes = new(FullCount);
    private KernelResult[] _results = [];

    internal int Count => _changes.Count;

    internal bool IsFull => _changes.Count >= FullCount;

    internal void Add(TKey key, in TItem item, in KernelChange change)
    {
        _rows.Add((key, item));
        _changes.Add(change);
    }

    /// <summary>Writes all changes; <see cref="Row"/> and <see cref="Result"/> are valid until <see cref="Clear"/>.</summary>
    internal void Submit(IKernel kernel)
    {
        if (_results.Length < Count)
        {
            _results = new KernelResult[Math.Max(Count, 16)];
        }

        kernel.Submit(CollectionsMarshal.AsSpan(_changes), _results.AsSpan(0, Count));
    }

    internal (TKey Key, TItem Item) Row(int index) => _rows[index];

    internal KernelResult Result(int index) => _results[index];

    internal void Clear()
    {
        _rows.Clear();
        _changes.Clear();
    }
}
