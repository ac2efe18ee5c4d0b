namespace Weft.Fuzz;

/// <summary>What targets assert about inputs that a decoder accepted.</summary>
public static class Check
{
    /// <summary>Throws unless the two are equal.</summary>
    public static void Same<T>(T expected, T actual, string what)
        where T : IEquatable<T>
    {
        if (!expected.Equals(actual))
        {
            throw new FuzzException($"{what}: decoded {expected}, after writing and reading back {actual}");
        }
    }

    /// <summary>Throws unless the octets are equal.</summary>
    public static void Same(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> actual, string what)
    {
        if (!expected.SequenceEqual(actual))
        {
            throw new FuzzException($"{what}: decoded {Convert.ToHexString(expected)}, written {Convert.ToHexString(actual)}");
        }
    }

    /// <summary>Throws unless the claim holds.</summary>
    public static void True(bool claim, string what)
    {
        if (!claim)
        {
            throw new FuzzException(what);
        }
    }
}
