namespace Weft.Lab;

/// <summary>Single changes among many routes.</summary>
public sealed record IsisBenchChangeRow
{
    /// <summary>"weftd" or "isisd".</summary>
    public required string Daemon { get; init; }

    public required int Routes { get; init; }

    /// <summary>From the LSP with one more host to its route in the kernel.</summary>
    public required NodeBenchFigure ArriveMilliseconds { get; init; }

    /// <summary>From the LSP of a host's new leaf to its route leading there.</summary>
    public required NodeBenchFigure MoveMilliseconds { get; init; }

    /// <summary>Resident memory of the daemons before the changes.</summary>
    public required long ResidentOctets { get; init; }
}
