using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>A prefix, its origins, and what was last said of it. Nearly every prefix has one origin, which takes no object of its own.</summary>
internal sealed class PrefixState
{
    private (SystemId Origin, uint Metric) _first;
    private SortedList<SystemId, uint>? _more;

    /// <summary>How many systems announce it.</summary>
    public int Count { get; private set; }

    /// <summary>Metric by origin, in the order of system ids.</summary>
    public IEnumerable<KeyValuePair<SystemId, uint>> Metrics => _more is not null ? _more : Count == 1 ? [KeyValuePair.Create(_first.Origin, _first.Metric)] : [];

    /// <summary>The best origins as last reported; shared, never written to.</summary>
    public SystemId[] Reported { get; set; } = [];

    /// <summary>Their cost.</summary>
    public uint Cost { get; set; }

    /// <summary>The only origin; false when there are several, or none.</summary>
    public bool TryGetOnly(out SystemId origin, out uint metric)
    {
        (origin, metric) = _first;
        return Count == 1 && _more is null;
    }

    /// <summary>Sets the metric of an origin.</summary>
    public void Set(SystemId origin, uint metric)
    {
        if (_more is null && (Count == 0 || _first.Origin == origin))
        {
            _first = (origin, metric);
            Count = 1;
            return;
        }

        _more ??= new SortedList<SystemId, uint> { [_first.Origin] = _first.Metric };
        _more[origin] = metric;
        Count = _more.Count;
    }

    /// <summary>An origin no longer announces it.</summary>
    public void Remove(SystemId origin)
    {
        if (_more is not null)
        {
            _more.Remove(origin);
            Count = _more.Count;
        }
        else if (Count == 1 && _first.Origin == origin)
        {
            Count = 0;
        }
    }
}
