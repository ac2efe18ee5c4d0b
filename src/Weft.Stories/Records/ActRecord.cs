namespace Weft.Stories;

/// <summary>Something that a story did.</summary>
/// <param name="Step">The step.</param>
/// <param name="Began">When, counted from the beginning of the story.</param>
/// <param name="Ended">When it was done; the same where nothing took time.</param>
public sealed record ActRecord(StoryStep Step, TimeSpan Began, TimeSpan Ended)
{
    /// <summary>What was done, in words.</summary>
    public string Text => ActText.Of(Step);

    /// <summary>True when it changes the fabric or where hosts are; false for traffic and watching.</summary>
    public bool ChangesFabric => Step is not (TrafficStep or AttemptStep or StreamStep or WaitStep or WatchStep or ClaimStep);
}
