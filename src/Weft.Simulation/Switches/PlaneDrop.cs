namespace Weft.Simulation;

/// <summary>Why a forwarding plane dropped a frame.</summary>
public enum PlaneDrop : byte
{
    /// <summary>It was not dropped.</summary>
    None,

    /// <summary>It is no frame or packet that can be read.</summary>
    Malformed,

    /// <summary>No route leads to its destination.</summary>
    NoRoute,

    /// <summary>Its time to live or hop limit was used up.</summary>
    HopLimit,
}
