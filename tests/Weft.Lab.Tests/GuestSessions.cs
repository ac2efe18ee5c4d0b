namespace Weft.Lab.Tests;

/// <summary>The sessions that a process has started, as guests are.</summary>
internal static class GuestSessions
{
    /// <summary>The collection of tests whose guests are children of the test program: each counts all of them.</summary>
    public const string Own = "guests of the test program";

    /// <summary>The sessions below a process: those its children lead, and those that the children of these lead.</summary>
    public static int[] StartedBy(int process)
    {
        int[] own = LedByChildrenOf(process);
        return [.. own, .. own.SelectMany(LedByChildrenOf)];
    }

    /// <summary>How many processes of these sessions run.</summary>
    public static int Count(int[] sessions) => sessions.Sum(session => UmlSession.Members(session).Length);

    /// <summary>Children that lead a session (proc(5), stat fields 4 and 6).</summary>
    private static int[] LedByChildrenOf(int parent) => [.. Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out int id) ? id : 0)
        .Where(id => id != 0 && UmlSession.Field(id, 4) == parent && UmlSession.Field(id, 6) == id)];
}
