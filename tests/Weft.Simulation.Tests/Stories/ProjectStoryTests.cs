using Weft.Stories;

namespace Weft.Simulation.Tests;

/// <summary>The stories that the lab plays on real kernels hold in the simulator, too.</summary>
public sealed class ProjectStoryTests
{
    public static TheoryData<string> Names => [.. StoryWorlds.Stories.Where(story => story.Runs.HasFlag(StoryRuntimes.Simulator)).Select(story => story.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_claim_of_a_story_holds(string name)
    {
        Story story = StoryWorlds.Stories.Single(item => item.Name == name);
        SimStage stage = StoryWorlds.Stage(story);
        stage.Settle();
        StoryResult result = new StoryPlayer(stage).Play(story);
        Assert.Null(result.Broken);
        Assert.Empty(result.Claims.Where(claim => !claim.Holds).Select(claim => $"{claim.Claim.Id}: {claim.Measured}, limit {claim.Limit}\n{string.Join('\n', claim.Details)}"));
        Assert.Equal(story.Claims.Count(), result.Claims.Length);
    }
}
