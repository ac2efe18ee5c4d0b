namespace Weft.Lab;

/// <summary>Learning many hosts that announce themselves at once.</summary>
public sealed record NodeBenchLearnResult
{
    /// <summary>Hosts, each with its own MAC and one IPv6 address, behind one port.</summary>
    public required int Hosts { get; init; }

    /// <summary>From the first announcement sent to the last host route in the kernel.</summary>
    public required NodeBenchFigure Milliseconds { get; init; }

    public required NodeBenchFigure HostsPerSecond { get; init; }

    /// <summary>Announcements sent again because their host had not been learned.</summary>
    public required long Repeated { get; init; }

    /// <summary>Growth of the daemon's resident memory for each host.</summary>
    public required NodeBenchFigure OctetsPerHost { get; init; }

    /// <summary>Resident memory with all hosts.</summary>
    public required NodeBenchFigure ResidentOctets { get; init; }
}
