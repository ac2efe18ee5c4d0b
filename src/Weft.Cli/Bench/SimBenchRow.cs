namespace Weft.Cli;

/// <summary>What the simulation of one fabric cost.</summary>
internal sealed record SimBenchRow
{
    public required int Leaves { get; init; }

    public required int Nodes { get; init; }

    public required int Sites { get; init; }

    public required int Hosts { get; init; }

    /// <summary>Real time from nothing until every node had a route to every host.</summary>
    public required double StartSeconds { get; init; }

    /// <summary>The virtual time of that.</summary>
    public required double StartVirtualSeconds { get; init; }

    /// <summary>Live memory after the start.</summary>
    public required double MemoryMebibytes { get; init; }

    /// <summary>Hosts moved, one each virtual millisecond.</summary>
    public required int Moves { get; init; }

    /// <summary>Real time of the moves.</summary>
    public required double MovesSeconds { get; init; }

    public required double MovesVirtualSeconds { get; init; }

    public required long MoveEvents { get; init; }

    public required IReadOnlyList<SimBenchConvergence> Convergence { get; init; }
}
