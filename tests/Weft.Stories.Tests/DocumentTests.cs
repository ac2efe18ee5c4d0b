using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Stories.Tests;

/// <summary>The page about stories names what a story may hold, and nothing else.</summary>
public sealed partial class DocumentTests
{
    private static readonly string s_page = Repository.Read("docs/stories.md");

    [Fact]
    public void ThePageNamesEveryActAndNoOther() => Assert.Equal(StepBinder.Acts, FirstColumn("Acts"));

    [Fact]
    public void ThePageNamesEveryMeasureAndNoOther() =>
        Assert.Equal(ClaimBinder.Measures.Select(item => item.Measure).Order(), FirstColumn("Claims").Order());

    [Fact]
    public void ThePageNamesTheKeysOfEveryMeasure()
    {
        foreach ((string measure, IReadOnlyList<string> keys) in ClaimBinder.Measures)
        {
            string row = Assert.Single(Rows("Claims"), row => row.StartsWith($"| `{measure}` |", StringComparison.Ordinal));
            Assert.All(keys, key => Assert.Contains($"`{key}`", row, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void ThePageNamesEveryModelAndNoOther() => Assert.Equal(StoryFile.Models.Order(), FirstColumn("Models").Order());

    [Fact]
    public void ThePageNamesEveryKeyAndNoOther() => Assert.Equal(StoryFile.Keys, FirstColumn("Keys"));

    [Fact]
    public void TheExampleOfThePageIsAStory()
    {
        Match example = Example().Match(s_page);
        Assert.Empty(StoryFile.Parse(example.Groups["text"].Value, "docs/stories.md").Faults);
    }

    private static string[] FirstColumn(string heading) => [.. Rows(heading).Select(row => row.Split('|')[1].Trim().Trim('`'))];

    private static string[] Rows(string heading)
    {
        string section = Regex.Split(s_page, "^## ", RegexOptions.Multiline).Single(part => part.StartsWith($"{heading}\n", StringComparison.Ordinal));
        return [.. section.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal))];
    }

    [GeneratedRegex("^```yaml\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}
