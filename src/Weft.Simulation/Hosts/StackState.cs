namespace Weft.Simulation;

/// <summary>What a simulated host is doing as a machine.</summary>
public enum StackState : byte
{
    /// <summary>Shut down, or not booted yet: it remembers nothing.</summary>
    Off,

    Running,

    /// <summary>Paused as a whole, as a VM during the last moments of a migration: its clock stands still and it hears nothing.</summary>
    Frozen,
}
