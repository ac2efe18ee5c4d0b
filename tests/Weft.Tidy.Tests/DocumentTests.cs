using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Tidy.Tests;

/// <summary>The documents speak of what exists.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. Repository.FilesEnding(".md")];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_of_a_document_lead_somewhere(string path)
    {
        string folder = Path.GetDirectoryName(path)!.Replace('\\', '/');
        foreach (Match link in Link().Matches(WithoutCode(Repository.Read(path))))
        {
            string target = link.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal))
            {
                continue;
            }

            string[] parts = target.Split('#', 2);
            string file = parts[0].Length == 0 ? path : Normalize(folder, parts[0]);
            Assert.True(Repository.Exists(file), $"{path} links to {target}, which does not exist");
            Assert.True(parts.Length == 1 || AnchorsOf(file).Contains(parts[1]), $"{path} links to {target}, but there is no such heading");
        }
    }

    [Fact]
    public void Names_in_the_architecture_exist()
    {
        string sources = string.Join('\n', Repository.FilesEnding(".cs", ".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal) || path.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read));
        HashSet<string> projects = [.. Repository.FilesEnding(".csproj").Select(path => Path.GetFileNameWithoutExtension(path)!)];
        foreach (Match code in InlineCode().Matches(WithoutBlocks(Repository.Read("ARCHITECTURE.md"))))
        {
            string name = code.Groups["code"].Value;
            if (name.Contains('/'))
            {
                Assert.True(Repository.Exists(name), $"ARCHITECTURE.md names {name}, which does not exist");
            }
            else if (TypeName().IsMatch(name) && !projects.Contains(name))
            {
                Assert.All(name.Split('.'), part => Assert.True(Regex.IsMatch(sources, $@"\b{part}\b"), $"ARCHITECTURE.md names {name}, which the sources do not have"));
            }
        }
    }

    [Fact]
    public void Every_project_has_a_room_in_the_architecture()
    {
        string text = Repository.Read("ARCHITECTURE.md");
        IEnumerable<string> projects = Repository.FilesEnding(".csproj").Where(path => path.StartsWith("src/", StringComparison.Ordinal)).Select(path => Path.GetFileNameWithoutExtension(path)!);
        Assert.All(projects, project => Assert.Contains($"`{project}`", text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Fault_codes_in_a_document_are_explained(string path)
    {
        string faults = Repository.Read("docs/faults.md");
        Assert.All(FaultCode().Matches(Repository.Read(path)).Select(match => match.Value), code => Assert.Contains($"## {code}: ", faults, StringComparison.Ordinal));
    }

    [Fact]
    public void Decisions_have_a_number_each_and_say_why_what_and_what_follows()
    {
        string[] decisions = [.. Repository.Files.Where(path => path.StartsWith("docs/decisions/", StringComparison.Ordinal))];
        Assert.All(decisions, path => Assert.Matches(DecisionName(), path));
        Assert.Equal(decisions.Length, decisions.Select(path => DecisionName().Match(path).Groups["number"].Value).Distinct().Count());
        foreach (string path in decisions)
        {
            string text = Repository.Read(path);
            Assert.StartsWith($"# {DecisionName().Match(path).Groups["number"].Value}: ", text, StringComparison.Ordinal);
            Assert.All(["Context", "Choice|Decision", "Consequence"], part => Assert.Matches($@"(?m)^(## |\*\*)({part})", text));
        }
    }

    private static HashSet<string> AnchorsOf(string path) => [.. Heading().Matches(Repository.Read(path)).Select(match => Slug(match.Groups["text"].Value))];

    /// <summary>The anchor that a renderer gives a heading: lower case, punctuation dropped, spaces to hyphens.</summary>
    private static string Slug(string heading) =>
        string.Concat(heading.Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')).Replace(' ', '-');

    private static string Normalize(string folder, string target) =>
        Path.GetRelativePath(Repository.Root, Path.GetFullPath(Path.Combine(Repository.Root, folder, target))).Replace('\\', '/');

    private static string WithoutBlocks(string text) => CodeBlock().Replace(text, "");

    private static string WithoutCode(string text) => InlineCode().Replace(WithoutBlocks(text), "");

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<code>[^`\n]+)`")]
    private static partial Regex InlineCode();

    [GeneratedRegex(@"^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^[A-Z][A-Za-z0-9]+(\.[A-Z][A-Za-z0-9]+)*$")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"\bW0[1-9]\d\d\b")]
    private static partial Regex FaultCode();

    [GeneratedRegex(@"^docs/decisions/(?<number>\d{4})-[a-z0-9-]+\.md$")]
    private static partial Regex DecisionName();
}
