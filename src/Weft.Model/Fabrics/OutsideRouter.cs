using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A router outside the fabric (real FRR in the lab) that speaks eBGP with edges, and the clients behind it.</summary>
public sealed record OutsideRouter
{
    public required string Name { get; init; }

    /// <summary>Its autonomous system number.</summary>
    public required uint AsNumber { get; init; }

    /// <summary>The VRF of the fabric that it is linked to; null stands for the default one.</summary>
    public Vrf? Vrf { get; init; }

    /// <summary>The number of <see cref="Vrf"/>.</summary>
    public VrfId VrfId => Vrf?.Id ?? VrfId.Default;

    /// <summary>The edges it peers with; the edge's own port is of kind <see cref="PortKind.Outside"/>.</summary>
    public required ImmutableArray<OutsideSession> Sessions { get; init; }

    /// <summary>Clients behind it, started by the lab and the simulator.</summary>
    public required ImmutableArray<OutsideClient> Clients { get; init; }
}
