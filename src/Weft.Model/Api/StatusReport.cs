namespace Weft.Model;

/// <summary>How a node is.</summary>
public sealed record StatusReport
{
    public required string Node { get; init; }

    public required string Site { get; init; }

    /// <summary>"leaf", "spine" or "edge".</summary>
    public required string Role { get; init; }

    public required string Version { get; init; }

    public required int Pid { get; init; }

    /// <summary>The data plane is prepared and frames are being handled.</summary>
    public required bool Ready { get; init; }

    /// <summary>The node has heard everything it can hear; leftovers of its predecessor are being removed.</summary>
    public required bool Settled { get; init; }

    /// <summary>"serving", "draining", "drained" or "undraining".</summary>
    public string Drain { get; init; } = "serving";

    /// <summary>From the process's start until it was ready.</summary>
    public required double ReadyAfterSeconds { get; init; }

    public required double UptimeSeconds { get; init; }

    /// <summary>"plain" or "vlan-aware"; "-" on nodes that bridge nothing.</summary>
    public required string Driver { get; init; }

    /// <summary>How many ports' known hosts use the kernel's fast path ("3 ports"), or why none does ("off: …"); "-" on nodes without segments.</summary>
    public string FastPath { get; init; } = "-";

    /// <summary>Adjacencies that are up, of so many fabric ports.</summary>
    public required int AdjacenciesUp { get; init; }

    public required int FabricPorts { get; init; }

    /// <summary>Addresses attached here that are confirmed.</summary>
    public required int HostsConfirmed { get; init; }

    public required int Routes { get; init; }

    /// <summary>Bytes of memory that the process holds.</summary>
    public required long ResidentBytes { get; init; }
}
