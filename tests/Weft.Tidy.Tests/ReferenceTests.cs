using System.Text.RegularExpressions;
using System.Xml.Linq;
using Weft.Testing;

namespace Weft.Tidy.Tests;

/// <summary>Which project may use which, and what only some may do.</summary>
public sealed partial class ReferenceTests
{
    /// <summary>The layers, lowest first. A project that is not here must be given its place before it builds.</summary>
    private static readonly Dictionary<string, string[]> _allowed = new()
    {
        ["Weft.Wire"] = [],
        ["Weft.Model"] = ["Weft.Wire"],
        ["Weft.Protocols"] = ["Weft.Wire", "Weft.Model"],
        ["Weft.Node"] = ["Weft.Wire", "Weft.Model", "Weft.Protocols"],
        ["Weft.Stories"] = ["Weft.Wire", "Weft.Model"],
        ["Weft.Simulation"] = ["Weft.Wire", "Weft.Model", "Weft.Protocols", "Weft.Node", "Weft.Stories"],
        ["Weft.Report"] = ["Weft.Wire", "Weft.Model", "Weft.Stories"],
        ["Weft.Linux"] = ["Weft.Wire", "Weft.Model"],
        ["Weft.Lab"] = ["Weft.Wire", "Weft.Model", "Weft.Stories", "Weft.Linux"],
        ["Weft.Daemon"] = ["Weft.Wire", "Weft.Model", "Weft.Protocols", "Weft.Node", "Weft.Linux"],
        ["Weft.Cli"] = ["Weft.Wire", "Weft.Model", "Weft.Stories", "Weft.Simulation", "Weft.Report", "Weft.Linux", "Weft.Lab"],
    };

    /// <summary>Only these may touch the clock, files, sockets, threads and the terminal.</summary>
    private static readonly string[] _shells = ["Weft.Linux", "Weft.Lab", "Weft.Daemon", "Weft.Cli"];

    /// <summary>What <c>weftd</c> is made of must compile ahead of time.</summary>
    private static readonly string[] _daemonParts = ["Weft.Wire", "Weft.Model", "Weft.Protocols", "Weft.Node", "Weft.Linux", "Weft.Daemon"];

    public static TheoryData<string> Projects => [.. SourceProjects()];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_those_below_it(string project)
    {
        Assert.True(_allowed.ContainsKey(project), $"{project} has no place in the layers");
        IEnumerable<string> used = XDocument.Parse(Repository.Read(ProjectFile(project))).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Empty(used.Except(_allowed[project]));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_shells_are_freed_from_the_banned_apis(string project) =>
        Assert.Equal(_shells.Contains(project), Property(project, "WeftShell") == "true");

    [Theory]
    [MemberData(nameof(Projects))]
    public void All_that_the_daemon_is_made_of_compiles_ahead_of_time(string project)
    {
        if (_daemonParts.Contains(project))
        {
            Assert.Equal("true", Property(project, "IsAotCompatible"));
        }
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_kernel_layer_is_unsafe_or_calls_native_code(string project)
    {
        if (project == "Weft.Linux")
        {
            return;
        }

        Assert.Null(Property(project, "AllowUnsafeBlocks"));
        Assert.DoesNotContain(Sources(project), path => NativeCall().IsMatch(Repository.Read(path)));
    }

    [Fact]
    public void Engines_never_know_each_other()
    {
        foreach (string path in Sources("Weft.Protocols"))
        {
            string own = path.Split('/')[2];
            IEnumerable<string> others = EngineName().Matches(Repository.Read(path)).Select(match => match.Groups[1].Value).Where(name => name != own);
            Assert.True(!others.Any(), $"{path} names the engine {string.Join(", ", others)}");
        }
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("Weft.slnx");
        Assert.All(Repository.FilesEnding(".csproj"), path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> SourceProjects() =>
        Repository.FilesEnding(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path)!);

    private static IEnumerable<string> Sources(string project) => Repository.FilesEnding(".cs").Where(path => path.StartsWith($"src/{project}/", StringComparison.Ordinal));

    private static string ProjectFile(string project) => $"src/{project}/{project}.csproj";

    private static string? Property(string project, string name) => XDocument.Parse(Repository.Read(ProjectFile(project))).Descendants(name).FirstOrDefault()?.Value;

    [GeneratedRegex(@"\[(DllImport|LibraryImport)\b|\bunsafe\b\s*[({\w]")]
    private static partial Regex NativeCall();

    [GeneratedRegex(@"Weft\.Protocols\.([A-Z]\w*)")]
    private static partial Regex EngineName();
}
