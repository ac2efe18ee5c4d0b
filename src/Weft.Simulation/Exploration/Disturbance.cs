namespace Weft.Simulation;

/// <summary>Kinds of what happens to a fabric from outside; an exploration allows so many of each.</summary>
public enum Disturbance : byte
{
    /// <summary>A host moves to another port.</summary>
    Move,

    /// <summary>A host speaks without being asked.</summary>
    Word,

    /// <summary>The attacker forges a frame.</summary>
    Attack,

    /// <summary>A daemon dies; its kernel goes on forwarding.</summary>
    Crash,

    /// <summary>A leaf is cut off from all others.</summary>
    Cut,

    /// <summary>A port loses its carrier.</summary>
    Unplug,

    /// <summary>A host dies.</summary>
    Death,

    /// <summary>An answer of a host gets lost.</summary>
    Loss,

    /// <summary>A frame of a host stays under way.</summary>
    Delay,
}
