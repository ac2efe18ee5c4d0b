namespace Weft.Lab;

/// <summary>
/// Puts the measuring threads before whatever else the machine does: a probe that waits for its thread would be counted as one that
/// waited for the network.
/// </summary>
internal static class ThreadUrgency
{
    /// <summary>Gives the calling thread the lowest real-time priority, where this user may. A very low nice value would do less and more:
    /// it raises the share of everything else in the same session against the daemons, which have sessions of their own.</summary>
    public static void Raise()
    {
        // "1234/task/1240"; thread priorities of the runtime have no effect on Linux.
        string? self = new FileInfo("/proc/thread-self").LinkTarget;
        if (self is not null)
        {
            new CommandRunner().Try("chrt", ["--rr", "--pid", "1", Path.GetFileName(self)]);
        }
    }
}
