using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>How far a node has given way, and what would still be lost if it went away now.</summary>
/// <param name="Phase">Whether it serves, drains or is drained.</param>
/// <param name="Since">When that began; <see cref="Instant.Zero"/> when it never was otherwise.</param>
/// <param name="Burden">What its links and prefixes are dearer by.</param>
/// <param name="Waiting">Ports whose neighbours have not acknowledged all of this node's LSPs.</param>
/// <param name="Parts">The parts into which the other nodes would fall without it, the largest first.</param>
/// <param name="OnlyHere">Prefixes that nobody else announces.</param>
public sealed record DrainSnapshot(
    DrainPhase Phase,
    Instant Since,
    uint Burden,
    IReadOnlyList<PortIndex> Waiting,
    IReadOnlyList<IReadOnlyList<SystemId>> Parts,
    IReadOnlyList<RouteKey> OnlyHere);
