using System.Security.Cryptography;
using System.Text;
using Weft.Stories;

namespace Weft.Simulation.Tests;

public sealed class DeterminismTests
{
    [Fact]
    public void The_same_seed_gives_the_same_trace_octet_by_octet()
    {
        Assert.Equal(Trace(1), Trace(1));
        Assert.NotEqual(Trace(1), Trace(2));
    }

    private static string Trace(ulong seed)
    {
        Story story = StoryWorlds.Stories.Single(item => item.Name == "hot-move-silent");
        SimStage stage = StoryWorlds.Stage(story, seed);
        using StringWriter lines = new();
        stage.Observe(new WorldTrace(lines));
        stage.Settle();
        new StoryPlayer(stage).Play(story);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(lines.ToString())));
    }
}
