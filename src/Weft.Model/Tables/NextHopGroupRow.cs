using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The members of a next-hop group, sorted, distinct, at least one. Equal cost.</summary>
public readonly record struct NextHopGroupRow(ImmutableArray<NextHop> Members)
{
    /// <summary>The VRF whose packets the group carries: its members are reached under the tag of this VRF.</summary>
    public VrfId Vrf { get; init; }

    public bool Equals(NextHopGroupRow other) => Vrf == other.Vrf && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Vrf);
        foreach (NextHop member in Members)
        {
            hash.Add(member);
        }

        return hash.ToHashCode();
    }
}
