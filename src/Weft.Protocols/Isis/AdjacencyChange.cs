namespace Weft.Protocols.Isis;

/// <summary>What a hello did to the adjacency; what the rest of the engine must follow.</summary>
internal enum AdjacencyChange : byte
{
    None,
    CameUp,

    /// <summary>Up at once: the neighbour kept the adjacency of our earlier life (RFC 8706 section 3.2.1).</summary>
    KeptByNeighbor,

    /// <summary>The neighbour restarts and wants the whole database again (RFC 8706 section 3.2.1).</summary>
    NeighborAsksForDatabase,

    WentDown,

    /// <summary>Still up, and the neighbour, which began without anything, has read the database.</summary>
    Joined,

    /// <summary>Still up, but the way to reach it is another.</summary>
    Moved,

    /// <summary>Still up, but for other topologies (RFC 5120 section 3).</summary>
    TopologiesChanged,
}
