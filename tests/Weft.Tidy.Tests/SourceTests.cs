using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Tidy.Tests;

/// <summary>Every source file is small, holds one documented type, and leaves nothing lying about.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 400;

    /// <summary>Files that are longer, and why.</summary>
    private static readonly Dictionary<string, string> _longFiles = [];

    /// <summary>Words that mark something as unfinished. Written in halves, so that this file does not hold them.</summary>
    private static readonly string[] _leftovers = ["TO" + "DO", "FIX" + "ME", "HA" + "CK", "XX" + "X:", "Sk" + "ip =", "Not" + "ImplementedException", "#reg" + "ion", "Assert.Sk" + "ip"];

    private static IEnumerable<string> Sources => Repository.FilesEnding(".cs").Where(path => path.StartsWith("src/", StringComparison.Ordinal));

    [Fact]
    public void No_source_file_is_long_without_a_reason()
    {
        IEnumerable<string> tooLong = Repository.FilesEnding(".cs").Where(path => Repository.Read(path).Count(c => c == '\n') > LongestFile && !_longFiles.ContainsKey(path));
        Assert.Empty(tooLong);
        Assert.All(_longFiles.Keys, path => Assert.True(Repository.Exists(path)));
    }

    [Fact]
    public void Every_source_file_holds_one_type_and_is_named_after_it()
    {
        foreach (string path in Sources)
        {
            string[] types = [.. TopLevelType().Matches(Repository.Read(path)).Select(match => match.Groups["name"].Value)];
            string name = Path.GetFileName(path).Split('.')[0];
            Assert.True(types.Length <= 1, $"{path} holds {string.Join(", ", types)}");
            Assert.True(types.Length == 0 || types[0] == name, $"{path} holds {types.FirstOrDefault()}");
        }
    }

    [Fact]
    public void Every_public_type_says_what_it_is()
    {
        foreach (string path in Sources)
        {
            string[] lines = Repository.Read(path).Split('\n');
            int type = Array.FindIndex(lines, line => line.StartsWith("public ", StringComparison.Ordinal) && TopLevelType().IsMatch(line));
            int above = type - 1;
            while (above >= 0 && (lines[above].StartsWith('[') || lines[above].StartsWith(' ')))
            {
                above--;
            }

            Assert.True(type < 0 || (above >= 0 && lines[above].StartsWith("///", StringComparison.Ordinal)), $"{path}: the type has no documentation");
        }
    }

    [Fact]
    public void Nothing_unfinished_is_left_lying_about()
    {
        foreach (string path in Repository.FilesEnding(".cs", ".md", ".yaml", ".yml", ".csproj", ".props", ".targets", ".slnx", ".sh"))
        {
            string text = Repository.Read(path);
            Assert.All(_leftovers, leftover => Assert.False(text.Contains(leftover, StringComparison.Ordinal), $"{path} has a {leftover}"));
        }
    }

    [Fact]
    public void No_file_holds_a_path_of_somebodys_machine()
    {
        foreach (string path in Repository.Files.Where(IsText))
        {
            Match match = MachinePath().Match(Repository.Read(path));
            Assert.True(!match.Success, $"{path} has {match.Value.Trim()}");
        }
    }

    [Fact]
    public void Text_ends_with_one_newline_and_has_no_tabs_or_spaces_at_line_ends()
    {
        foreach (string path in Repository.FilesEnding(".cs", ".md", ".yaml", ".csproj", ".props", ".targets"))
        {
            string text = Repository.Read(path);
            Assert.True(text.Length == 0 || (text.EndsWith('\n') && !text.EndsWith("\n\n", StringComparison.Ordinal)), $"{path}: the end of the file");
            Assert.False(SpaceAtEnd().IsMatch(text), $"{path}: space at the end of a line");
            Assert.False(text.Contains('\r'), $"{path}: carriage returns");
        }
    }

    [Fact]
    [SupportedOSPlatform("linux")]
    public void Scripts_can_be_run()
    {
        foreach (string path in Repository.Files.Where(path => IsText(path) && Repository.Read(path).StartsWith("#!", StringComparison.Ordinal)))
        {
            Assert.True(File.GetUnixFileMode(Path.Combine(Repository.Root, path)).HasFlag(UnixFileMode.UserExecute), $"{path} is not executable");
        }
    }

    [Fact]
    public void The_licence_is_apache_2() => Assert.Contains("Apache License\n", Repository.Read("LICENSE"), StringComparison.Ordinal);

    private static bool IsText(string path) => !path.EndsWith(".png", StringComparison.Ordinal) && !path.EndsWith(".pcap", StringComparison.Ordinal) && !path.EndsWith(".bin", StringComparison.Ordinal) && !path.EndsWith(".gz", StringComparison.Ordinal);

    [GeneratedRegex(@"^(?:(?:public|internal|file|static|sealed|abstract|readonly|partial|ref|unsafe)\s+)*(?:class|struct|record struct|record|interface|enum|delegate\s+[\w<>?,\s\[\]]+?)\s+(?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex TopLevelType();

    [GeneratedRegex(@"(^|[^\w.-])/(work|farm|home|Users)/\w", RegexOptions.Multiline)]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"[ \t]$", RegexOptions.Multiline)]
    private static partial Regex SpaceAtEnd();
}
