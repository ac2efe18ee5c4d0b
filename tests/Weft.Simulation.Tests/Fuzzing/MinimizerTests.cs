using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation.Tests;

public sealed class MinimizerTests
{
    [Fact]
    public void What_a_failure_does_not_need_is_left_out()
    {
        FuzzCase drawn = FuzzDraw.Draw(3);
        FuzzCase with = drawn with { Steps = drawn.Steps.Add(new NodeStep(0, "leaf1", NodeAct.Kill)).Add(new WaitStep(0, TimeSpan.FromSeconds(1))) };
        FuzzResult least = Minimizer.Minimize(Judge(with), Judge);
        Assert.Equal("kill: leaf1", Assert.Single(least.Case.Steps.Select(StoryText.Write)));
        Assert.Single(least.Case.Fabric.Hosts);
    }

    private static FuzzResult Judge(FuzzCase played)
    {
        bool fails = played.Steps.Any(step => step is NodeStep { Node: "leaf1", Act: NodeAct.Kill });
        return new FuzzResult(played, fails ? [new Violation("test", Instant.Zero, "killed")] : [], TimeSpan.Zero, 0, 0);
    }
}
