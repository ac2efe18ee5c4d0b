using System.Collections.Immutable;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>What one seed draws: a fabric and what happens in it.</summary>
/// <param name="Seed">The seed, which also draws everything that is drawn while the case is played.</param>
/// <param name="Fabric">The fabric.</param>
/// <param name="ClockDriftPerMillion">How wrong the clocks of daemons may be.</param>
/// <param name="Steps">Traffic and acts, without claims: the checkers know what to expect.</param>
public sealed record FuzzCase(ulong Seed, FuzzFabric Fabric, int ClockDriftPerMillion, ImmutableArray<StoryStep> Steps)
{
    /// <summary>Who has its address from a DHCP server; null where nobody has.</summary>
    public DrawnLeases? Leases { get; init; }
}
