namespace Weft.Stories;

/// <summary>What a story does to a node or its daemon.</summary>
public enum NodeAct
{
    /// <summary>Kills the daemon (SIGKILL).</summary>
    Kill,

    /// <summary>Asks the daemon to end (SIGTERM), and waits for it.</summary>
    Stop,

    /// <summary>Starts the daemon again.</summary>
    Start,

    /// <summary>Gives way to others, and waits until it is so.</summary>
    Drain,

    /// <summary>Serves again, and waits until it is so.</summary>
    Undrain,

    /// <summary>Drains the node, ends its daemon, starts the next one, and undrains when that has settled.</summary>
    Upgrade,

    /// <summary>The power goes: no carrier on any cable, no daemon, nothing left in the kernel.</summary>
    Off,

    /// <summary>The power is back, and the daemon has settled.</summary>
    On,
}
