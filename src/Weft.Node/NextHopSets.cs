using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Node;

/// <summary>Sets of next hops, of which most other nodes have the same few: each is kept once.</summary>
internal sealed class NextHopSets
{
    // A node has few ports; this many sets are known only after the fabric changed its shape again and again.
    private const int Limit = 1024;

    private readonly Dictionary<int, ImmutableArray<NextHop>> _sets = [];

    /// <summary>The set with these next hops.</summary>
    public ImmutableArray<NextHop> Share(ReadOnlySpan<NextHop> hops)
    {
        HashCode hash = default;
        foreach (NextHop hop in hops)
        {
            hash.Add(hop);
        }

        int code = hash.ToHashCode();
        if (_sets.TryGetValue(code, out ImmutableArray<NextHop> known) && known.AsSpan().SequenceEqual(hops))
        {
            return known;
        }

        if (_sets.Count == Limit)
        {
            _sets.Clear();
        }

        return _sets[code] = hops.ToImmutableArray();
    }
}
