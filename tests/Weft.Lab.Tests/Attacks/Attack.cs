namespace Weft.Lab.Tests;

/// <summary>One thing that somebody at a port does with a real tool, and what must be said of it.</summary>
/// <param name="Tool">The command, in the attacker's namespace. Names of hosts are given as in the fabric file.</param>
/// <param name="Counter">The counter of the leaf's packet filter that tells of it, or of its engine for hosts; null where only a violation or an event does.</param>
/// <param name="Reason">What <c>weft show violations</c> calls it; null where daemons do not hear it.</param>
public sealed record Attack(string Tool, string? Counter, string? Reason)
{
    /// <summary>Who does it.</summary>
    public string From { get; init; } = "mallory";

    /// <summary>So often it is counted at least before it is over.</summary>
    public int Times { get; init; } = 1;

    /// <summary>True when it sends as much as it can: so many frames must be refused before it is over, and the daemon's memory stays.</summary>
    public bool IsFlood { get; init; }

    /// <summary>What vm-a does meanwhile, where the attacker waits for it.</summary>
    public string? Victim { get; init; }

    /// <summary>True when vm-d takes a new address before the attack is over, and must be heard with its first packet although it says nothing else.</summary>
    public bool HasNewcomer { get; init; }

    /// <summary>What vm-a's own command must end with.</summary>
    public int VictimExitCode { get; init; }

    /// <summary>The kind of event by which the daemon tells of it, where it is no violation but a question of who a host is.</summary>
    public string? Event { get; init; }

    public override string ToString() => From == "mallory" ? Tool : $"{Tool} ({From})";
}
