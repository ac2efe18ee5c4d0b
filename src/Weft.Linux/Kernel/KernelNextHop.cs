using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>A next-hop object: one neighbour, or a group of other objects of equal weight.</summary>
public readonly record struct KernelNextHop
{
    public required uint Id { get; init; }

    public byte Protocol { get; init; }

    /// <summary>A single next hop's interface.</summary>
    public int InterfaceIndex { get; init; }

    /// <summary>A single next hop's neighbour.</summary>
    public IpAddress Gateway { get; init; }

    /// <summary>Member ids of a group, sorted; empty for a single next hop.</summary>
    public ImmutableArray<uint> Members { get; init; } = [];

    public KernelNextHop()
    {
    }

    public bool IsGroup => !Members.IsDefaultOrEmpty;

    public bool Equals(KernelNextHop other) =>
        Id == other.Id && Protocol == other.Protocol && InterfaceIndex == other.InterfaceIndex && Gateway == other.Gateway
        && Members.AsSpan().SequenceEqual(other.Members.AsSpan());

    public override int GetHashCode() => HashCode.Combine(Id, Protocol, InterfaceIndex, Gateway, Members.IsDefault ? 0 : Members.Length);
}
