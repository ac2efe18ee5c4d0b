using Weft.Model;

namespace Weft.Simulation;

/// <summary>The clock of a node's daemon: monotonic, but neither right nor quite of the right speed.</summary>
/// <param name="Offset">What it showed more when the world began, in nanoseconds.</param>
/// <param name="DriftPerMillion">How much it is too fast, in millionths.</param>
internal readonly record struct NodeClock(long Offset, int DriftPerMillion)
{
    private const long Million = 1_000_000;

    /// <summary>What the clock shows at an instant of the world.</summary>
    public Instant Show(Instant world)
    {
        long passed = world.Nanoseconds - SimWorld.Start.Nanoseconds;
        return new Instant(world.Nanoseconds + Offset + (long)((Int128)passed * DriftPerMillion / Million));
    }

    /// <summary>The first instant of the world at which the clock shows this or more.</summary>
    public Instant When(Instant shown)
    {
        if (shown == Instant.Never)
        {
            return Instant.Never;
        }

        long start = SimWorld.Start.Nanoseconds;
        long passed = (long)((Int128)(shown.Nanoseconds - Offset - start) * Million / (Million + DriftPerMillion));
        Instant guess = new(start + passed);
        while (Show(new Instant(guess.Nanoseconds - 1)) >= shown)
        {
            guess = new Instant(guess.Nanoseconds - 1);
        }

        while (Show(guess) < shown)
        {
            guess = new Instant(guess.Nanoseconds + 1);
        }

        return guess;
    }
}
