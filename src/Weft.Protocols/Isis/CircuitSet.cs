using System.Numerics;

namespace Weft.Protocols.Isis;

/// <summary>A set of circuits by index, <see cref="IsisLimits.Circuits"/> wide: the first hops of shortest paths.</summary>
internal readonly record struct CircuitSet(ulong A, ulong B, ulong C, ulong D)
{
    public static CircuitSet Of(int index) => (index >> 6) switch
    {
        0 => new(1UL << index, 0, 0, 0),
        1 => new(0, 1UL << index, 0, 0),
        2 => new(0, 0, 1UL << index, 0),
        _ => new(0, 0, 0, 1UL << index),
    };

    public CircuitSet Union(in CircuitSet other) => new(A | other.A, B | other.B, C | other.C, D | other.D);

    /// <summary>The smallest index at or above <paramref name="index"/>, or -1.</summary>
    public int Next(int index)
    {
        for (int word = index >> 6; word < 4; word++)
        {
            ulong bits = word switch { 0 => A, 1 => B, 2 => C, _ => D };
            bits = word == index >> 6 ? bits & (ulong.MaxValue << index) : bits;
            if (bits != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(bits);
            }
        }

        return -1;
    }
}
