using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>Why an address is where this node thinks it is.</summary>
public sealed record HostExplanation
{
    public required HostView Host { get; init; }

    /// <summary>Every claim that is known, this node's own included: the winner first, then as they would follow.</summary>
    public required ImmutableArray<ClaimView> Claims { get; init; }

    /// <summary>Nodes that this node's route leads to; none when the host is here or nowhere.</summary>
    public required ImmutableArray<SystemId> Winners { get; init; }

    /// <summary>When the route got them; <see cref="Instant.Zero"/> when it never changed.</summary>
    public required Instant WinnersSince { get; init; }

    /// <summary>Those before; none when the host was here, or unknown.</summary>
    public required ImmutableArray<SystemId> Before { get; init; }
}
