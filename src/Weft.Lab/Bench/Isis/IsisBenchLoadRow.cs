namespace Weft.Lab;

/// <summary>Host routes from nothing.</summary>
public sealed record IsisBenchLoadRow
{
    /// <summary>"weftd" or "isisd".</summary>
    public required string Daemon { get; init; }

    public required IsisBenchLoadKind Kind { get; init; }

    public required int Routes { get; init; }

    /// <summary>LSPs that carry them.</summary>
    public required int Lsps { get; init; }

    /// <summary>From the first LSP sent to the last route in the kernel, or to the last that came.</summary>
    public required NodeBenchFigure Milliseconds { get; init; }

    /// <summary>From the first LSP sent to the last that the second neighbour got; null when there was none.</summary>
    public NodeBenchFigure? RelayMilliseconds { get; init; }

    /// <summary>Routes that all runs together still lacked when the benchmark's patience was over.</summary>
    public required long Missing { get; init; }

    /// <summary>LSPs that had to be sent again in all runs because they were lost.</summary>
    public required long SentAgain { get; init; }

    /// <summary>LSPs that the node relayed again in all runs because they or their acknowledgements were lost.</summary>
    public required long RelayedAgain { get; init; }

    /// <summary>Resident memory of the daemons with all routes.</summary>
    public required NodeBenchFigure ResidentOctets { get; init; }
}
