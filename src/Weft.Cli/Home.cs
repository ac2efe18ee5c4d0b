using Weft.Model;

namespace Weft.Cli;

/// <summary>Finds fabrics, stories and the daemon: below the project's own directory, which the <c>weft</c> script names.</summary>
internal static class Home
{
    /// <summary>The project's directory, else the current one.</summary>
    public static string Root { get; } = Environment.GetEnvironmentVariable("WEFT_HOME") is { Length: > 0 } home ? home : Environment.CurrentDirectory;

    public static string Stories => Path.Combine(Root, "stories");

    /// <summary>The daemon's binary, as the <c>weft</c> script publishes it.</summary>
    public static string Daemon => Environment.GetEnvironmentVariable("WEFT_DAEMON") is { Length: > 0 } daemon
        ? daemon
        : Path.Combine(Root, "artifacts", "weftd", "weftd");

    /// <summary>The binary that the step <c>upgrade</c> of a story starts; null for the same as before.</summary>
    public static string? NextDaemon => Environment.GetEnvironmentVariable("WEFT_NEXT_DAEMON") is { Length: > 0 } daemon ? daemon : null;

    /// <summary>Where a lab's logs go.</summary>
    public static string Output(string fabric) => Path.Combine(Environment.CurrentDirectory, "out", fabric);

    /// <summary>Finds a fabric by its file, or by its name among the project's fabrics; null when there is none.</summary>
    public static string? FindFabric(string nameOrFile)
    {
        string named = Path.Combine(Root, "fabrics", $"{nameOrFile}.yaml");
        return File.Exists(nameOrFile) ? Path.GetFullPath(nameOrFile) : File.Exists(named) ? named : null;
    }

    /// <summary>Reads a fabric or says on standard error what is wrong with it; null then.</summary>
    public static FabricChoice? OpenFabric(string nameOrFile)
    {
        string? path = FindFabric(nameOrFile);
        if (path is null)
        {
            string folder = Path.Combine(Root, "fabrics");
            string[] names = Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, "*.yaml").Select(file => Path.GetFileNameWithoutExtension(file)).Order()] : [];
            Console.Error.WriteLine($"weft: no fabric file {nameOrFile}; {Suggestion.For(nameOrFile, names, "fabrics")}");
            return null;
        }

        string text = File.ReadAllText(path);
        FabricLoad load = FabricFile.Load(text);
        if (load.Fabric is null)
        {
            CheckedFile file = new(Path.GetRelativePath(Environment.CurrentDirectory, path), text, load);
            Console.Error.Write(new FaultText(Paint.None).Render(file, showAll: false));
            return null;
        }

        return new FabricChoice(path, text, load.Fabric);
    }
}
