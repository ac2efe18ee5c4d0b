using CsCheck;
using Weft.Model;

namespace Weft.Simulation.Tests;

public sealed class NodeClockTests
{
    [Fact]
    public void A_deadline_on_a_wrong_clock_comes_at_the_first_instant_that_shows_it()
    {
        Gen.Select(Gen.Long[0, 10_000_000_000_000_000], Gen.Int[-500, 500], Gen.Long[0, 100_000_000_000_000]).Sample((offset, drift, passed) =>
        {
            NodeClock clock = new(offset, drift);
            Instant world = new(SimWorld.Start.Nanoseconds + passed);
            Instant shown = clock.Show(world);
            Instant when = clock.When(shown);
            Assert.True(clock.Show(when) >= shown);
            Assert.True(clock.Show(new Instant(when.Nanoseconds - 1)) < shown);
        });
    }

    [Fact]
    public void A_right_clock_shows_the_time_of_the_world()
    {
        Assert.Equal(SimWorld.Start, default(NodeClock).Show(SimWorld.Start));
        Assert.Equal(Instant.Never, default(NodeClock).When(Instant.Never));
    }
}
