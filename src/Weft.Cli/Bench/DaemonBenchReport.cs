namespace Weft.Cli;

/// <summary>What <c>weft bench daemon</c> measured.</summary>
internal sealed record DaemonBenchReport
{
    /// <summary>From the process's start until the node was ready, sorted.</summary>
    public required double[] ReadyMilliseconds { get; init; }

    /// <summary>The process's memory when it has just started.</summary>
    public required long ResidentBytes { get; init; }

    public required long BinaryBytes { get; init; }

    /// <summary>Host addresses learned from announcements until the kernel has all of them.</summary>
    public required int Hosts { get; init; }

    public required double LearnSeconds { get; init; }

    /// <summary>More memory for each of them, in the process.</summary>
    public required double BytesPerHost { get; init; }

    /// <summary>Least time for one frame of 64 octets: sent, forwarded and received; bare and with the node's rules.</summary>
    public required double BridgedBareNanoseconds { get; init; }

    public required double BridgedNanoseconds { get; init; }

    public required double RoutedBareNanoseconds { get; init; }

    public required double RoutedNanoseconds { get; init; }
}
