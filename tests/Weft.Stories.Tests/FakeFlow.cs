namespace Weft.Stories.Tests;

/// <summary>A flow that sends a probe a millisecond; each arrives at once, but for those of an outage.</summary>
internal sealed class FakeFlow(string id, Pair pair) : IStoryFlow
{
    public string Id => id;

    public Pair Pair => pair;

    public FlowLog Log { get; } = new(1024);

    /// <summary>Sends one probe.</summary>
    public void Send(long now, bool isLost)
    {
        long number = Log.Send(now);
        if (!isLost)
        {
            Log.Arrive(number, now + 1);
        }
    }
}
