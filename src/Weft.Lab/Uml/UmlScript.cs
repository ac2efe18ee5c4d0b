namespace Weft.Lab;

/// <summary>Commands as shell scripts that the guest runs.</summary>
internal static class UmlScript
{
    /// <summary>A script that runs a command in a folder, with the environment of the guest's job.</summary>
    public static string Write(string job, string folder, IEnumerable<string> command) =>
        $". {Quote(Path.Combine(job, "environment"))}\ncd {Quote(folder)} || exit {UmlRunner.GuestDied}\nexec {string.Join(' ', command.Select(Quote))}\n";

    public static string Quote(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
