using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The members of a next-hop group, sorted, distinct, at least one. Equal cost.</summary>
public readonly record struct NextHopGroupRow(ImmutableArray<NextHop> Members)
{
    public bool Equals(NextHopGroupRow other) => Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (NextHop member in Members)
        {
            hash.Add(member);
        }

        return hash.ToHashCode();
    }
}
