using Weft.Model;

namespace Weft.Lab;

/// <summary>What <see cref="NodeBench"/> measures, and how often.</summary>
public sealed record NodeBenchOptions
{
    /// <summary>The one-leaf fabric.</summary>
    public required Fabric Fabric { get; init; }

    /// <summary>Its file, absolute.</summary>
    public required string FabricFile { get; init; }

    /// <summary>The daemon's binary.</summary>
    public required string Daemon { get; init; }

    /// <summary>Directory for sockets, absolute.</summary>
    public required string Output { get; init; }

    /// <summary>The only part to run; null for all.</summary>
    public NodeBenchPart? Only { get; init; }

    /// <summary>False to have the daemon keep all frames on the way through bridge and packet filter.</summary>
    public bool FastPath { get; init; } = true;

    /// <summary>The guard of the leaf's ports; null for the default.</summary>
    public string? Guard { get; init; }

    /// <summary>True to give all hosts a policy.</summary>
    public bool Policy { get; init; }

    /// <summary>Ports of the leaf beside those of the hosts, with cables to nobody.</summary>
    public int IdlePorts { get; init; }

    /// <summary>Bound hosts in the packet filter.</summary>
    public int Bindings { get; init; } = 10_000;

    /// <summary>Starts of each kind.</summary>
    public int Starts { get; init; } = 10;

    /// <summary>Hosts to learn.</summary>
    public int Hosts { get; init; } = 20_000;

    /// <summary>Times that they are learned, each time by a new daemon.</summary>
    public int Learnings { get; init; } = 5;

    /// <summary>Runs on each of the two leaves for every path and number of hosts.</summary>
    public int Pairs { get; init; } = 5;

    /// <summary>How long a forwarding run lasts.</summary>
    public TimeSpan RunLength { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Numbers of known hosts to forward with.</summary>
    public IReadOnlyList<int> ForwardHosts { get; init; } = [1, 4096];

    /// <summary>Told what goes on.</summary>
    public Action<string>? Progress { get; init; }
}
