using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Tidy.Tests;

/// <summary>The tests that documents name to prove something exist.</summary>
public sealed partial class ConformanceTests
{
    public static TheoryData<string> Documents => ["docs/isis-conformance.md", "docs/interoperability.md"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Every_test_that_a_document_names_exists(string path)
    {
        string tests = string.Join('\n', Repository.FilesEnding(".cs").Where(static file => file.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read));
        string[] names = [.. TestName().Matches(Repository.Read(path)).Select(static match => match.Groups["name"].Value).Distinct()];
        Assert.True(names.Length > 10, $"{path} names tests");
        Assert.All(names, name => Assert.True(Regex.IsMatch(tests, $@"\b(void|Task|class) {Regex.Escape(name)}\b"), $"{path} names {name}, which is no test"));
    }

    [Fact]
    public void Every_row_of_the_conformance_list_has_a_status_and_a_test()
    {
        MatchCollection rows = Row().Matches(Repository.Read("docs/isis-conformance.md"));
        Assert.True(rows.Count > 50, "the list is there");
        foreach (Match row in rows)
        {
            Assert.Matches("^(yes|stricter|differs|no)\\b", row.Groups["status"].Value);
            Assert.True(TestName().IsMatch(row.Groups["covered"].Value), $"no test: {row.Value}");
        }
    }

    [GeneratedRegex(@"`(?<name>[A-Z][A-Za-z0-9]*(_[A-Za-z0-9]+)+)`")]
    private static partial Regex TestName();

    [GeneratedRegex(@"^\| (ISO|RFC|none)(?<clause>[^|]*)\|(?<what>[^|]*)\| (?<status>[^|]*)\|(?<covered>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
