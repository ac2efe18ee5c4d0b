namespace Weft.Lab;

/// <summary>From the start of the process, in milliseconds; memory in octets.</summary>
public sealed record NodeBenchStartResult
{
    /// <summary>Until the daemon says that it is ready, on a node without any configuration.</summary>
    public required NodeBenchFigure ReadyMilliseconds { get; init; }

    /// <summary>Until the first packet between two subnets arrives, on the same node.</summary>
    public required NodeBenchFigure FirstPacketMilliseconds { get; init; }

    /// <summary>Until all ports had the fast path, on the same node; null when it has none.</summary>
    public NodeBenchFigure? FastPathMilliseconds { get; init; }

    /// <summary>From the kill of that daemon until the kernel has taken everything of it away.</summary>
    public required NodeBenchFigure EndMilliseconds { get; init; }

    /// <summary>Resident memory once ready.</summary>
    public required NodeBenchFigure ResidentOctets { get; init; }

    /// <summary>Until the daemon is ready again after it was killed, on a node that forwards.</summary>
    public required NodeBenchFigure RestartReadyMilliseconds { get; init; }

    /// <summary>Packets lost from before each kill until after each restart, all together.</summary>
    public required long RestartLost { get; init; }

    /// <summary>Packets sent meanwhile.</summary>
    public required long RestartSent { get; init; }
}
