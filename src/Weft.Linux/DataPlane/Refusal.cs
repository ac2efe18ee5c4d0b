using Weft.Model;

namespace Weft.Linux;

/// <summary>A row that the kernel refused: how often, and when it is tried again.</summary>
internal readonly record struct Refusal(int Attempts, Instant Due)
{
    private const int MaximumDoublings = 8;

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);

    /// <summary>The next refusal: 100 ms later at first, doubling up to 25.6 s.</summary>
    internal Refusal Again(Instant now) => new(Attempts + 1, now + (First * (1 << Math.Min(Attempts, MaximumDoublings))));
}
