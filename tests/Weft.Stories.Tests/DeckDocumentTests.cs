using System.Text.RegularExpressions;
using Weft.Testing;

namespace Weft.Stories.Tests;

/// <summary>The table of the deck names stories and claims that there are, with the command that plays them.</summary>
public sealed partial class DeckDocumentTests
{
    private static readonly string s_page = Repository.Read("docs/deck.md");

    public static TheoryData<string> Rows => [.. Row().Matches(s_page).Select(match => match.Value)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_names_a_story_its_claims_and_the_command_that_plays_it(string text)
    {
        Match row = Row().Match(text);
        string name = row.Groups["story"].Value;
        Story story = StoryFile.Parse(Repository.Read($"stories/{name}.yaml"), name).Story!;
        Assert.Equal(name, story.Name);
        Assert.Equal($"./weft sim run {story.Fabric} --story {name}", row.Groups["command"].Value);
        Assert.True(story.Runs.HasFlag(StoryRuntimes.Simulator));
        IEnumerable<string> claims = Quoted().Matches(row.Groups["claims"].Value).Select(match => match.Groups["name"].Value);
        Assert.Empty(claims.Except(story.Claims.Select(claim => claim.Id)));
        Assert.NotEqual(string.Empty, row.Groups["measured"].Value.Trim());
    }

    [Fact]
    public void Every_story_of_the_fabrics_for_the_deck_has_a_row()
    {
        string[] named = [.. Row().Matches(s_page).Select(match => match.Groups["story"].Value)];
        foreach (string path in Repository.FilesEnding(".yaml").Where(path => path.StartsWith("stories/", StringComparison.Ordinal)))
        {
            Story story = StoryFile.Parse(Repository.Read(path), path).Story!;
            Assert.True(story.Fabric is not ("deck" or "racks") || named.Contains(story.Name), $"docs/deck.md does not name {story.Name}");
        }
    }

    [GeneratedRegex(@"^\| (?!The deck|---)[^|]+\| \[(?<story>[a-z0-9-]+)\]\(\.\./stories/\k<story>\.yaml\)(?<claims>[^|]*)\|(?<measured>[^|]+)\| `(?<command>[^`]+)` \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"`(?<name>[^`]+)`")]
    private static partial Regex Quoted();
}
