using Weft.Model;

namespace Weft.Simulation;

/// <summary>What an exploration takes in, and where it ends. Within these bounds every interleaving is tried.</summary>
public sealed record ExplorationBounds
{
    /// <summary>At most so many leaves can be explored.</summary>
    public const int MaximumLeaves = 3;

    /// <summary>At most so many addresses can be explored.</summary>
    public const int MaximumAddresses = 2;

    /// <summary>Leaves of the fabric, 2 or 3.</summary>
    public int Leaves { get; init; } = 2;

    /// <summary>Hosts, 1 or 2, each with a MAC and an address of its own.</summary>
    public int Hosts { get; init; } = 1;

    /// <summary>True when the only host has two addresses.</summary>
    public bool TwoAddresses { get; init; }

    /// <summary>What the ports that hosts use ask of a move.</summary>
    public MoveTrust HostPorts { get; init; } = MoveTrust.Trusted;

    /// <summary>What the attacker's port asks of a move.</summary>
    public MoveTrust AttackerPort { get; init; } = MoveTrust.Verified;

    /// <summary>So many disturbances of all kinds together: everything that does not follow from what happened before.</summary>
    public int Disturbances { get; init; } = 3;

    /// <summary>So many moves of hosts.</summary>
    public int Moves { get; init; } = 2;

    /// <summary>So many frames that hosts send without being asked, and without having moved.</summary>
    public int Words { get; init; } = 1;

    /// <summary>So many forged frames of the attacker.</summary>
    public int Attacks { get; init; } = 1;

    /// <summary>So many daemons that die.</summary>
    public int Crashes { get; init; } = 1;

    /// <summary>So many leaves that are cut off.</summary>
    public int Cuts { get; init; } = 1;

    /// <summary>So many times a port loses its carrier.</summary>
    public int Unplugs { get; init; } = 1;

    /// <summary>So many hosts that die.</summary>
    public int Deaths { get; init; } = 1;

    /// <summary>So many answers to probes that get lost. Below the count of probes, which is three: three lost ones are a dead host.</summary>
    public int Losses { get; init; } = 1;

    /// <summary>So many frames of hosts that stay under way for any length of time.</summary>
    public int Delays { get; init; } = 1;

    /// <summary>Steps from the start, at most.</summary>
    public int Depth { get; init; } = 200;

    /// <summary>Distinct states, at most.</summary>
    public int States { get; init; } = 2_000_000;

    /// <summary>The addresses that hosts have together.</summary>
    public int Addresses => TwoAddresses ? MaximumAddresses : Hosts;

    /// <summary>The same without one kind of disturbance.</summary>
    public ExplorationBounds Without(Disturbance kind) => kind switch
    {
        Disturbance.Move => this with { Moves = 0 },
        Disturbance.Word => this with { Words = 0 },
        Disturbance.Attack => this with { Attacks = 0 },
        Disturbance.Crash => this with { Crashes = 0 },
        Disturbance.Cut => this with { Cuts = 0 },
        Disturbance.Unplug => this with { Unplugs = 0 },
        Disturbance.Death => this with { Deaths = 0 },
        Disturbance.Loss => this with { Losses = 0 },
        Disturbance.Delay => this with { Delays = 0 },
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>So many disturbances of one kind.</summary>
    public int Of(Disturbance kind) => kind switch
    {
        Disturbance.Move => Moves,
        Disturbance.Word => Words,
        Disturbance.Attack => Attacks,
        Disturbance.Crash => Crashes,
        Disturbance.Cut => Cuts,
        Disturbance.Unplug => Unplugs,
        Disturbance.Death => Deaths,
        Disturbance.Loss => Losses,
        Disturbance.Delay => Delays,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
