namespace Weft.Lab;

/// <summary>A process that cannot be mistaken for a later one with the same number.</summary>
/// <param name="Id">The process id.</param>
/// <param name="StartTicks">Its start time in clock ticks since boot (proc(5), stat field 22).</param>
public readonly record struct ProcessIdentity(int Id, ulong StartTicks)
{
    /// <summary>The calling process.</summary>
    public static ProcessIdentity Current => Of(Environment.ProcessId) ?? throw new LabException("/proc is not mounted");

    /// <summary>True while the very same process runs (a zombie has ended).</summary>
    public bool IsAlive => Of(Id) is ProcessIdentity now && now.StartTicks == StartTicks;

    /// <summary>The process that has this id now, or null.</summary>
    public static ProcessIdentity? Of(int id)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{id}/stat");

            // The command name may hold blanks and brackets; the fields after the last bracket are plain.
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessIdentity(id, ulong.Parse(fields[19]));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
