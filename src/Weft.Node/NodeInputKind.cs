namespace Weft.Node;

/// <summary>What a <see cref="NodeInput"/> is.</summary>
public enum NodeInputKind : byte
{
    /// <summary>A deadline has come.</summary>
    Timer,

    /// <summary>A frame arrived on a port.</summary>
    Frame,

    /// <summary>A port changed its state.</summary>
    Port,

    /// <summary>The data plane saw the first packet of an unknown host.</summary>
    FirstPacket,

    /// <summary>Another daemon changed a route in the kernel.</summary>
    ForeignRoute,

    /// <summary>A host that a predecessor of this node left in the data plane.</summary>
    AdoptedBinding,

    /// <summary>What a host was given in an earlier life of this node. Comes before the hosts that were found.</summary>
    Grant,

    /// <summary>A port was shut in an earlier life of this node. Comes before its state.</summary>
    ShutPort,

    /// <summary>A port that is shut is to be opened.</summary>
    OpenPort,

    /// <summary>Comes first, where it comes: the data plane holds no routes of an earlier life.</summary>
    ColdStart,

    /// <summary>The keys that IS-IS signs and verifies with are others from now on.</summary>
    Keys,

    /// <summary>The node is to give way to others, or to serve again.</summary>
    Drain,

    /// <summary>The manager says where a host is about to be.</summary>
    Expectation,

    /// <summary>A UDP datagram came to the node itself.</summary>
    Datagram,

    /// <summary>The daemon stops in order; the data plane goes on forwarding.</summary>
    Stop,
}
