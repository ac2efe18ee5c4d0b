namespace Weft.Model;

/// <summary>A small seeded generator (splitmix64). Engines receive one, so that a run is repeatable to the bit. Not for secrets.</summary>
public sealed class RandomSource(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64()
    {
        ulong z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    /// <summary>A number in [0, bound); <paramref name="bound"/> must be positive.</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)(((UInt128)NextUInt64() * (uint)bound) >> 64);
    }

    /// <summary>A duration drawn evenly from [shortest, longest].</summary>
    public TimeSpan Between(TimeSpan shortest, TimeSpan longest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        UInt128 span = (UInt128)(longest.Ticks - shortest.Ticks + 1);
        return new TimeSpan(shortest.Ticks + (long)(((UInt128)NextUInt64() * span) >> 64));
    }

    /// <summary>A periodic interval with the ISO 10589 jitter: 75 to 100 % of <paramref name="interval"/>.</summary>
    public TimeSpan Jitter(TimeSpan interval) => Between(interval * 3 / 4, interval);
}
