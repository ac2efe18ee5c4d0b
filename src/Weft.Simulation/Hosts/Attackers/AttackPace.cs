using Weft.Model;

namespace Weft.Simulation;

/// <summary>When an attacker strikes.</summary>
/// <param name="Start">The first time.</param>
/// <param name="Interval">From one to the next; positive.</param>
/// <param name="Limit">How often.</param>
public readonly record struct AttackPace(Instant Start, TimeSpan Interval, long Limit = long.MaxValue);
