namespace Weft.Testing;

/// <summary>The source tree that the tests were built from.</summary>
public static class Repository
{
    private static readonly string[] _generatedFolders = ["bin", "obj", "out", "artifacts", "TestResults", ".git", ".vs"];

    /// <summary>The folder that holds Weft.slnx.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Every file that belongs to the repository, as paths from the root with '/', sorted. Built files are left out.</summary>
    public static IReadOnlyList<string> Files { get; } = [.. FilesIn(Root).Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    /// <summary>Files with one of these endings, as in ".cs".</summary>
    public static IEnumerable<string> FilesEnding(params string[] endings) => Files.Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)));

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>True for a file or folder of the tree.</summary>
    public static bool Exists(string path)
    {
        string trimmed = path.TrimEnd('/');
        return Files.Any(file => file == trimmed || file.StartsWith(trimmed + "/", StringComparison.Ordinal));
    }

    private static IEnumerable<string> FilesIn(string folder)
    {
        // A worktree's .git is a file.
        IEnumerable<string> own = Directory.EnumerateFiles(folder).Where(path => Path.GetFileName(path) != ".git");
        IEnumerable<string> below = Directory.EnumerateDirectories(folder).Where(path => !_generatedFolders.Contains(Path.GetFileName(path))).SelectMany(FilesIn);
        return own.Concat(below);
    }

    private static string FindRoot()
    {
        DirectoryInfo? directory = new(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "Weft.slnx")))
        {
            directory = directory.Parent;
        }

        return directory?.FullName ?? throw new DirectoryNotFoundException("no Weft.slnx above the tests");
    }
}
