namespace Weft.Lab;

/// <summary>Bound hosts in the packet filter, in and out.</summary>
public sealed record NodeBenchBindingsResult
{
    /// <summary>Hosts with an IPv4 address each.</summary>
    public required int Bindings { get; init; }

    /// <summary>All of them into empty sets.</summary>
    public required NodeBenchFigure LoadMilliseconds { get; init; }

    /// <summary>All of them out.</summary>
    public required NodeBenchFigure RemoveMilliseconds { get; init; }

    /// <summary>One more.</summary>
    public required NodeBenchFigure AddOneMilliseconds { get; init; }

    /// <summary>One of them out.</summary>
    public required NodeBenchFigure RemoveOneMilliseconds { get; init; }
}
