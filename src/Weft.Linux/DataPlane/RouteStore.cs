using System.Diagnostics.CodeAnalysis;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Kernel routes, a hundred thousand of which differ in their prefix only: what the others have in common is kept once.</summary>
internal sealed class RouteStore : IRowStore<RouteKey, KernelRoute>
{
    private readonly PagedDictionary<RouteKey, int> _rows = new();
    private readonly Dictionary<KernelRoute, int> _numbers = [];
    private readonly List<(KernelRoute Route, int Count)> _shapes = [];
    private readonly Stack<int> _free = new();

    public int Count => _rows.Count;

    public IEnumerable<KeyValuePair<RouteKey, KernelRoute>> Rows =>
        _rows.Select(row => KeyValuePair.Create(row.Key, _shapes[row.Value].Route with { Prefix = row.Key.Prefix }));

    /// <summary>What the routes are but for their prefixes, each once.</summary>
    public IEnumerable<KernelRoute> Shapes => _numbers.Keys;

    public bool TryGetValue(RouteKey key, [MaybeNullWhen(false)] out KernelRoute item)
    {
        bool found = _rows.TryGetValue(key, out int shape);
        item = found ? _shapes[shape].Route with { Prefix = key.Prefix } : default;
        return found;
    }

    public void Set(RouteKey key, in KernelRoute item)
    {
        int shape = Take(item with { Prefix = default });
        ref int slot = ref _rows.Slot(key, out bool exists);
        if (exists)
        {
            Release(slot);
        }

        slot = shape;
    }

    public void Remove(RouteKey key)
    {
        if (_rows.Remove(key, out int shape))
        {
            Release(shape);
        }
    }

    public void Clear()
    {
        _rows.Clear();
        _numbers.Clear();
        _shapes.Clear();
        _free.Clear();
    }

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
}
