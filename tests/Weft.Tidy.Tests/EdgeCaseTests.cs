using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Tidy.Tests;

/// <summary>The list of hard cases is whole, and the tests it names exist.</summary>
public sealed partial class EdgeCaseTests
{
    private const int Cases = 53;

    [Fact]
    public void Every_case_is_listed_once_in_order() => Assert.Equal(Enumerable.Range(1, Cases), Rows().Select(row => int.Parse(row.Groups["number"].Value)));

    [Fact]
    public void Every_case_names_a_test_or_a_reason()
    {
        string tests = string.Join('\n', Repository.FilesEnding(".cs").Where(path => path.StartsWith("tests/", StringComparison.Ordinal)).Select(Repository.Read));
        foreach (Match row in Rows())
        {
            string covered = row.Groups["covered"].Value.Trim();
            Assert.True(covered.Length > 0, $"case {row.Groups["number"].Value} says nothing");
            foreach (string name in Quoted().Matches(covered).Select(match => match.Groups["name"].Value))
            {
                bool exists = name.EndsWith(".yaml", StringComparison.Ordinal) ? Repository.Exists(name) : Regex.IsMatch(tests, $@"\b{Regex.Escape(name.Split('.')[^1])}\b");
                Assert.True(exists, $"case {row.Groups["number"].Value} names {name}, which is neither a test nor a story");
            }
        }
    }

    private static IEnumerable<Match> Rows() => Row().Matches(Repository.Read("docs/edge-cases.md"));

    [GeneratedRegex(@"^\| (?<number>\d+) \|(?<text>[^|]*)\|(?<expected>[^|]*)\|(?<covered>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>[^`]+)`")]
    private static partial Regex Quoted();
}
