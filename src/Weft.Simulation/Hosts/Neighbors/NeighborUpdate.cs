namespace Weft.Simulation;

/// <summary>What a message may do to a neighbour entry.</summary>
[Flags]
internal enum NeighborUpdate : byte
{
    None = 0,

    /// <summary>Another MAC replaces the known one.</summary>
    Override = 1,

    /// <summary>Another MAC without <see cref="Override"/> makes a reachable entry stale (RFC 4861 section 7.2.5, I.a).</summary>
    WeakOverride = 2,

    /// <summary>The message says whether the neighbour is a router.</summary>
    TellsRouter = 4,

    /// <summary>It is one.</summary>
    IsRouter = 8,
}
