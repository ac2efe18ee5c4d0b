using System.Diagnostics.CodeAnalysis;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Kernel routes, a hundred thousand of which differ in their prefix only: what the others have in common is kept once.</summary>
internal sealed class RouteStore : IRowStore<RouteKey, KernelRoute>
{
    private readonly PagedDictionary<RouteKey, Held> _rows = new();
    private readonly Dictionary<KernelRoute, int> _numbers = [];
    private readonly List<(KernelRoute Route, int Count)> _shapes = [];
    private readonly Stack<int> _free = new();
    private int _audit;

    public int Count => _rows.Count;

    public IEnumerable<KeyValuePair<RouteKey, KernelRoute>> Rows =>
        _rows.Select(row => KeyValuePair.Create(row.Key, _shapes[row.Value.Shape].Route with { Prefix = row.Key.Prefix }));

    /// <summary>What the routes are but for their prefixes, each once.</summary>
    public IEnumerable<KernelRoute> Shapes => _numbers.Keys;

    public bool TryGetValue(RouteKey key, [MaybeNullWhen(false)] out KernelRoute item)
    {
        bool found = _rows.TryGetValue(key, out Held held);
        item = found ? _shapes[held.Shape].Route with { Prefix = key.Prefix } : default;
        return found;
    }

    public void Set(RouteKey key, in KernelRoute item)
    {
        int shape = Take(item with { Prefix = default });
        ref Held slot = ref _rows.Slot(key, out bool exists);
        if (exists)
        {
            Release(slot.Shape);
        }

        slot = new Held(shape, _audit);
    }

    public void Remove(RouteKey key)
    {
        if (_rows.Remove(key, out Held held))
        {
            Release(held.Shape);
        }
    }

    public void Clear()
    {
        _rows.Clear();
        _numbers.Clear();
        _shapes.Clear();
        _free.Clear();
    }

    /// <summary>From now on only rows that are set count as seen.</summary>
    public void BeginAudit() => _audit++;

    /// <summary>The kernel holds what is held for a key.</summary>
    public void See(RouteKey key)
    {
        if (_rows.TryGetValue(key, out Held held))
        {
            _rows[key] = held with { Audit = _audit };
        }
    }

    /// <summary>True for a row that was seen or set since the audit began.</summary>
    public bool IsSeen(RouteKey key) => _rows.TryGetValue(key, out Held held) && held.Audit == _audit;

    /// <summary>The rows that were neither seen nor set since the audit began. They may be removed while iterating.</summary>
    public IEnumerable<RouteKey> NotSeen() => _rows.Where(row => row.Value.Audit != _audit).Select(static row => row.Key);

    private int Take(in KernelRoute route)
    {
        if (!_numbers.TryGetValue(route, out int number))
        {
            number = _free.Count > 0 ? _free.Pop() : _shapes.Count;
            if (number == _shapes.Count)
            {
                _shapes.Add(default);
            }

            _shapes[number] = (route, 0);
            _numbers.Add(route, number);
        }

        _shapes[number] = (route, _shapes[number].Count + 1);
        return number;
    }

    private void Release(int number)
    {
        (KernelRoute route, int count) = _shapes[number];
        _shapes[number] = (route, count - 1);
        if (count == 1)
        {
            _numbers.Remove(route);
            _free.Push(number);
        }
    }

    private readonly record struct Held(int Shape, int Audit);
}
