namespace Weft.Simulation;

/// <summary>Frames and packets that a simulated host did not use, by reason.</summary>
public enum StackCounter : byte
{
    /// <summary>The host was off, paused or without carrier.</summary>
    NotListening,

    /// <summary>Sent to another MAC or to a group that the host is not in.</summary>
    OtherDestination,

    /// <summary>Not a frame or packet that can be read, or with a wrong checksum.</summary>
    Malformed,

    /// <summary>A protocol that the host does not speak.</summary>
    UnknownProtocol,

    /// <summary>An IP packet for an address that is not the host's; hosts do not forward.</summary>
    OtherAddress,

    /// <summary>It came from one of the host's own addresses.</summary>
    OwnSource,

    /// <summary>A fragment: the host does not put them together.</summary>
    Fragment,

    /// <summary>Nobody listens at the port.</summary>
    NoListener,

    /// <summary>A packet that could not leave: no carrier, or no address to send from.</summary>
    NotSent,

    /// <summary>A packet that could not leave: neither on the link nor a gateway.</summary>
    NoRoute,

    /// <summary>Packets that waited for a neighbour that did not answer, or were too many to wait.</summary>
    NeighborUnresolved,

    /// <summary>A neighbour that was not noted because the table is full.</summary>
    NeighborTableFull,
}
