using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>One look at a claim: whether it holds now, and what was seen.</summary>
public readonly record struct Observation(bool Holds, string Measured, ImmutableArray<string> Details)
{
    /// <summary>The number behind <see cref="Measured"/>, where there is one.</summary>
    public double? Value { get; init; }

    /// <summary>The way of the packet that was looked at, where there is one.</summary>
    public ForwardingPath? Path { get; init; }

    public static Observation Of(bool holds, string measured, params ImmutableArray<string> details) => new(holds, measured, details);
}
