namespace Weft.Simulation;

/// <summary>The kind of table entry by which a forwarding plane decided.</summary>
public enum PlaneEntry : byte
{
    /// <summary>None: the frame was dropped, flooded or kept before any table was asked.</summary>
    None,

    /// <summary>A static forwarding entry of an attached MAC.</summary>
    AttachedMac,

    /// <summary>A forwarding entry that the bridge learned.</summary>
    LearnedMac,

    /// <summary>An address of the node itself, or a broadcast address of a network of its own.</summary>
    Own,

    /// <summary>A binding: a local host.</summary>
    Binding,

    /// <summary>The network of an interface of the node; the neighbour was asked for.</summary>
    Connected,

    /// <summary>A route of the node's tables.</summary>
    Route,

    /// <summary>A route that the node took back, kept for a moment longer.</summary>
    LateRoute,

    /// <summary>A route that an earlier life of the daemon left.</summary>
    AdoptedRoute,

    /// <summary>A route that a VRF has of another one.</summary>
    Leak,

    /// <summary>A route that another daemon gave the node.</summary>
    Foreign,
}
