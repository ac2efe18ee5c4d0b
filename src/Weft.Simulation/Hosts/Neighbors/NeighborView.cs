using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A neighbour entry as <c>ip neigh</c> shows it.</summary>
/// <param name="Address">Who.</param>
/// <param name="Mac">Where; meaningless while nobody has answered.</param>
/// <param name="State">How sure the host is.</param>
/// <param name="IsRouter">The neighbour called itself a router (IPv6).</param>
public readonly record struct NeighborView(IpAddress Address, MacAddress Mac, NudState State, bool IsRouter)
{
    /// <summary>True when packets go to <see cref="Mac"/>.</summary>
    public bool HasMac => State is NudState.Reachable or NudState.Stale or NudState.Delay or NudState.Probe;
}
