namespace Weft.Simulation;

/// <summary>What a <see cref="SimEvent"/> does.</summary>
internal enum SimEventKind : byte
{
    /// <summary>A frame reaches a port of an actor.</summary>
    Frame,

    /// <summary>An actor may have something due.</summary>
    Timer,

    /// <summary>A frame or report that a plane handed up reaches the node's daemon.</summary>
    Punt,

    /// <summary>Something that somebody asked for.</summary>
    Action,
}
