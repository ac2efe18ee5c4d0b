namespace Weft.Stories;

/// <summary>What drew a story, so that the simulator plays it in the same world.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="ClockDriftPerMillion">How wrong the clocks of daemons may be.</param>
public sealed record DrawnBy(ulong Seed, int ClockDriftPerMillion)
{
    /// <summary>Who has its address from a DHCP server; null where nobody has.</summary>
    public DrawnLeases? Leases { get; init; }
}
