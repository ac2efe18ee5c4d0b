namespace Weft.Simulation;

/// <summary>What a forwarding plane does with a frame.</summary>
public enum PlaneAction : byte
{
    /// <summary>Sent within its segment to the port where its destination is.</summary>
    Bridged,

    /// <summary>Sent to all other ports of its segment.</summary>
    Flooded,

    /// <summary>Routed to a host that is attached here.</summary>
    Delivered,

    /// <summary>Routed to a neighbouring node.</summary>
    Routed,

    /// <summary>Kept by the node itself.</summary>
    Consumed,

    /// <summary>Dropped.</summary>
    Dropped,
}
