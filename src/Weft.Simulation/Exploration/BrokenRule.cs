namespace Weft.Simulation;

/// <summary>Rules that can be broken on purpose, to see that the explorer notices. They are broken on the way to and from the engines,
/// which stay as they are.</summary>
public enum BrokenRule : byte
{
    /// <summary>All rules hold.</summary>
    None,

    /// <summary>The lower epoch wins.</summary>
    LowerEpochWins,

    /// <summary>A claim of a host that moved is announced with the epoch that it had before.</summary>
    NoEpochRaise,

    /// <summary>Tentative claims arrive as confirmed ones, so that nobody asks the old place.</summary>
    YieldWithoutAsking,

    /// <summary>A restarted leaf does not learn what it had announced.</summary>
    RestartAtEpochZero,

    /// <summary>A daemon that starts takes what is in the kernel out of it.</summary>
    RestartForgetsHosts,

    /// <summary>Data counts as if it were an announcement: also when it was under way while the host was given up.</summary>
    TrustDataAfterYield,

    /// <summary>A withdrawal takes the claims of everybody else away, too.</summary>
    WithdrawalHurtsOthers,

    /// <summary>Claims of unreachable leaves go on competing.</summary>
    UnreachableClaimsCompete,

    /// <summary>A leaf does not withdraw what it yields.</summary>
    NoWithdrawal,

    /// <summary>Answers to probes are not heard.</summary>
    DeafToAnswers,
}
