using Weft.Wire;

namespace Weft.Model;

/// <summary>Small sorted sets of nodes, of which many routes have the same: each set is one array, shared and never written to.</summary>
public sealed class SystemIdSets
{
    /// <summary>So many sets are shared; the others are arrays of their own.</summary>
    public const int Limit = 65_536;

    private readonly HashSet<SystemId[]> _sets = new(new Comparer());
    private readonly HashSet<SystemId[]>.AlternateLookup<ReadOnlySpan<SystemId>> _lookup;

    public SystemIdSets() => _lookup = _sets.GetAlternateLookup<ReadOnlySpan<SystemId>>();

    /// <summary>The array with these nodes.</summary>
    public SystemId[] Share(ReadOnlySpan<SystemId> nodes)
    {
        if (nodes.IsEmpty)
        {
            return [];
        }

        if (_lookup.TryGetValue(nodes, out SystemId[]? shared))
        {
            return shared;
        }

        shared = nodes.ToArray();
        if (_sets.Count < Limit)
        {
            _sets.Add(shared);
        }

        return shared;
    }

    /// <summary>Compares sets by their nodes.</summary>
    public sealed class Comparer : IEqualityComparer<SystemId[]>, IAlternateEqualityComparer<ReadOnlySpan<SystemId>, SystemId[]>
    {
        public SystemId[] Create(ReadOnlySpan<SystemId> alternate) => alternate.ToArray();

        public bool Equals(SystemId[]? x, SystemId[]? y) => ReferenceEquals(x, y) || (x is not null && y is not null && x.AsSpan().SequenceEqual(y));

        public bool Equals(ReadOnlySpan<SystemId> alternate, SystemId[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(SystemId[] obj) => GetHashCode(obj.AsSpan());

        public int GetHashCode(ReadOnlySpan<SystemId> alternate)
        {
            HashCode hash = default;
            foreach (SystemId node in alternate)
            {
                hash.Add(node.Value);
            }

            return hash.ToHashCode();
        }
    }
}
