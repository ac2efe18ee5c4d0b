namespace Weft.Protocols.Isis;

/// <summary>Why an adjacency changed.</summary>
public enum AdjacencyReason : byte
{
    /// <summary>Both sides hear each other.</summary>
    HandshakeComplete,

    /// <summary>The neighbour kept the adjacency over our restart (RFC 8706).</summary>
    RestartAcknowledged,

    /// <summary>The neighbour, which began without anything, has read the database: paths may lead there now (RFC 8706).</summary>
    NeighborReady,

    /// <summary>No hello for the holding time.</summary>
    HoldingTimeExpired,

    /// <summary>Carrier or administrative state.</summary>
    PortDown,

    /// <summary>The neighbour no longer hears us.</summary>
    NeighborRestarted,

    /// <summary>BFD no longer gets through, and neither does the kernel.</summary>
    PathLost,

    /// <summary>The neighbour's address or MAC is another.</summary>
    AddressChanged,
}
