namespace Weft.Simulation;

/// <summary>Compares arrays of numbers by their content.</summary>
internal sealed class WordsComparer : IEqualityComparer<long[]>
{
    public bool Equals(long[]? x, long[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(long[] obj)
    {
        ulong hash = 0;
        foreach (long word in obj)
        {
            hash = (hash ^ (ulong)word) * 0x9E37_79B9_7F4A_7C15;
            hash ^= hash >> 29;
        }

        return (int)(hash >> 32);
    }
}
