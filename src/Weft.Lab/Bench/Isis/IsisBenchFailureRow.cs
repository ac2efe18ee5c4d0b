namespace Weft.Lab;

/// <summary>A link that loses its carrier with many routes behind it.</summary>
public sealed record IsisBenchFailureRow
{
    /// <summary>"weftd" or "isisd".</summary>
    public required string Daemon { get; init; }

    public required IsisBenchFailureKind Kind { get; init; }

    public required int Routes { get; init; }

    /// <summary>From the failure to the last change of a route or next hop in the kernel.</summary>
    public required NodeBenchFigure Milliseconds { get; init; }

    /// <summary>Changes of routes and next hops that the kernel told of, for each failure.</summary>
    public required NodeBenchFigure Changes { get; init; }

    /// <summary>Routes that were deleted, to come back later, for each failure.</summary>
    public required NodeBenchFigure Deletes { get; init; }
}
