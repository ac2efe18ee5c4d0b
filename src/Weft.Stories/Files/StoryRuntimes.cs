namespace Weft.Stories;

/// <summary>Where stories are played.</summary>
[Flags]
public enum StoryRuntimes : byte
{
    None = 0,

    /// <summary>Real kernels, daemons and hosts.</summary>
    Lab = 1,

    /// <summary>The same nodes in virtual time.</summary>
    Simulator = 2,

    Both = Lab | Simulator,
}
