using Weft.Wire;

namespace Weft.Lab;

/// <summary>What <see cref="IsisBench"/> measures, and how often.</summary>
public sealed record IsisBenchOptions
{
    /// <summary>The daemon's binary.</summary>
    public required string Daemon { get; init; }

    /// <summary>Directory for files and sockets, absolute.</summary>
    public required string Output { get; init; }

    /// <summary>What the names of its namespaces begin with; a lab may run beside it.</summary>
    public string Prefix { get; init; } = "ib-";

    /// <summary>The only part to run; null for all.</summary>
    public IsisBenchPart? Only { get; init; }

    /// <summary>Measures FRR in the same run.</summary>
    public bool Peer { get; init; } = true;

    /// <summary>The family of the hosts' addresses.</summary>
    public AddressFamily Family { get; init; } = AddressFamily.Ipv4;

    /// <summary>Leaves behind the neighbour.</summary>
    public int Leaves { get; init; } = 100;

    /// <summary>Hosts of each.</summary>
    public int HostsPerLeaf { get; init; } = 1000;

    /// <summary>Each load is repeated so often, by a new daemon each time.</summary>
    public int Loads { get; init; } = 3;

    /// <summary>Hosts that arrive, and hosts that move.</summary>
    public int Changes { get; init; } = 200;

    /// <summary>The same for FRR, which takes longer for each.</summary>
    public int PeerChanges { get; init; } = 10;

    /// <summary>Failures of each kind.</summary>
    public int Failures { get; init; } = 5;

    /// <summary>Told what goes on.</summary>
    public Action<string>? Progress { get; init; }
}
