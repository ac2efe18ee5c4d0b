using Weft.Model;

namespace Weft.Simulation;

/// <summary>Draws what a case is made of from one seed.</summary>
internal sealed class Dice(ulong seed)
{
    private readonly RandomSource _random = new(seed);

    /// <summary>True once in so many.</summary>
    public bool OnceIn(int times) => _random.Next(times) == 0;

    /// <summary>A number from <paramref name="least"/> to <paramref name="most"/>.</summary>
    public int Between(int least, int most) => least + _random.Next(most - least + 1);

    /// <summary>A whole number of milliseconds.</summary>
    public TimeSpan Milliseconds(int least, int most) => TimeSpan.FromMilliseconds(Between(least, most));

    public T Pick<T>(IReadOnlyList<T> of) => of[_random.Next(of.Count)];

    public ulong Number() => _random.NextUInt64();
}
