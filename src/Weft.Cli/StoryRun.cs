using Weft.Stories;

namespace Weft.Cli;

/// <summary>Plays stories and tells of them: as they go, what failed and how to play it again, and the verdict. The same for lab and simulator.</summary>
/// <param name="text">Where it is told.</param>
/// <param name="again">The command that plays the same once more.</param>
internal sealed class StoryRun(RunText text, string again)
{
    private readonly List<StoryResult> _results = [];

    /// <summary>Whether to read the tables of all nodes at the end of each story.</summary>
    public bool ReadsTables { get; init; }

    /// <summary>What came of each story that was played, in order.</summary>
    public IReadOnlyList<StoryResult> Results => _results;

    /// <summary>What came of them, for programs.</summary>
    public IReadOnlyList<StoryReport> Reports => [.. _results.Select(StoryReport.Of)];

    /// <summary>Plays a story to its end. The stage is left as the story leaves it.</summary>
    public StoryResult Play(Story story, IStoryStage stage)
    {
        text.Line($"  story    {story.Name}: {story.Says}");
        StoryResult result = new StoryPlayer(stage) { Measured = claim => Note(claim, stage), ReadsTables = ReadsTables }.Play(story);
        _results.Add(result);
        foreach (string step in result.LeftOut)
        {
            text.Line($"  left out {step}");
        }

        if (result.Broken is not null)
        {
            text.Line($"  FAIL  {result.Broken}");
        }

        return result;
    }

    /// <summary>Tells every failure once more, and the verdict; returns whether so many stories were played and hold.</summary>
    public bool Finish(int stories)
    {
        foreach (StoryResult story in _results)
        {
            foreach (ClaimResult claim in story.Claims.Where(claim => !claim.Holds))
            {
                text.Failure(story, claim, again);
            }

            if (story.Broken is not null)
            {
                text.Broken(story, again);
            }
        }

        text.Verdict(_results, again);
        return _results.Count == stories && _results.All(story => story.Holds);
    }

    private void Note(ClaimResult claim, IStoryStage stage)
    {
        text.Claim(claim);
        (stage as StoryRecorder)?.Note(claim);
    }
}
