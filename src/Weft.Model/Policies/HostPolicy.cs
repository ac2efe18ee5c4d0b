using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>What a host may send and receive. A direction that has rules denies what none of them allows; a direction without
/// rules of its own allows everything.</summary>
public sealed record HostPolicy
{
    public required PolicyId Id { get; init; }

    public required string Name { get; init; }

    /// <summary>True when replies to what was allowed pass by themselves, because connections are tracked. Otherwise replies are known by
    /// their ports alone.</summary>
    public required bool IsStateful { get; init; }

    /// <summary>Rules towards the host, in order; null when everything may pass.</summary>
    public required ImmutableArray<PolicyRule>? In { get; init; }

    /// <summary>Rules from the host, in order; null when everything may pass.</summary>
    public required ImmutableArray<PolicyRule>? Out { get; init; }

    /// <summary>Rates and marking of each of its hosts; null when there are none.</summary>
    public PolicyQuality? Quality { get; init; }

    /// <summary>The line of the fabric file, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>True when either direction is restricted.</summary>
    public bool Restricts => In is not null || Out is not null;

    /// <summary>True when connections must be known to enforce it.</summary>
    public bool TracksConnections => IsStateful && Restricts;

    /// <summary>How much of its hosts' traffic it must see. Whatever counts, limits or marks must see each packet.</summary>
    public PolicyAttention Attention => Quality is not null ? PolicyAttention.EachPacket
        : Restricts ? PolicyAttention.EachFlow : PolicyAttention.None;

    /// <summary>The same of one direction. What tracks connections must see both: what is sent tells what answers it.</summary>
    public PolicyAttention AttentionTo(PolicyDirection direction) =>
        Attention == PolicyAttention.EachFlow && !IsStateful && Rules(direction) is null ? PolicyAttention.None : Attention;

    /// <summary>The rules of a direction; null when everything may pass.</summary>
    public ImmutableArray<PolicyRule>? Rules(PolicyDirection direction) => direction == PolicyDirection.In ? In : Out;
}
