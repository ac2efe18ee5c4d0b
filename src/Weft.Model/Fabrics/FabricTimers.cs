namespace Weft.Model;

/// <summary>Timers of a fabric, with their defaults. All may be set under <c>timers:</c> in the fabric file.</summary>
public sealed record FabricTimers
{
    /// <summary>IS-IS hello interval (before jitter).</summary>
    public TimeSpan HelloInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Hellos that may be missed: holding time = interval × multiplier.</summary>
    public int HelloMultiplier { get; init; } = 3;

    /// <summary>Between two BFD packets, on links that have no interval of their own.</summary>
    public TimeSpan BfdInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>BFD packets that may be missed.</summary>
    public int BfdMultiplier { get; init; } = 3;

    /// <summary>LSP MaxAge (ISO 10589 clause 7.3.21).</summary>
    public TimeSpan LspLifetime { get; init; } = TimeSpan.FromSeconds(1200);

    /// <summary>Own LSPs are refreshed this often; at most lifetime minus 300 s.</summary>
    public TimeSpan LspRefresh { get; init; } = TimeSpan.FromSeconds(900);

    /// <summary>Retransmission of unacknowledged LSPs on a link.</summary>
    public TimeSpan LspRetransmit { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>A silent host is probed after this long.</summary>
    public TimeSpan HostIdle { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Between two probes of a suspect host.</summary>
    public TimeSpan ProbeInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Between the probes that verify a claimed move at the old port.</summary>
    public TimeSpan VerifyInterval { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>Probes without an answer before a host is gone.</summary>
    public int ProbeCount { get; init; } = 3;

    /// <summary>A tentative binding that nothing confirms is dropped after this long.</summary>
    public TimeSpan TentativeLifetime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Hosts of a port are given up this long after its carrier is lost.</summary>
    public TimeSpan LinkDownHold { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>After a yield, plain data from the old port does not count for this long.</summary>
    public TimeSpan YieldGuard { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Window of duplicate detection (RFC 7432 section 15.1).</summary>
    public TimeSpan DuplicateWindow { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>Moves within the window that make a duplicate (RFC 7432 section 15.1).</summary>
    public int DuplicateMoves { get; init; } = 5;

    /// <summary>First recovery of a duplicate; doubles each time up to 16 times this.</summary>
    public TimeSpan DuplicateRecovery { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A port that a BPDU has shut is opened again after this.</summary>
    public TimeSpan BpduRecovery { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Unsolicited router advertisements are sent this often, with jitter (RFC 4861 section 6.2.1).</summary>
    public TimeSpan RouterAdvertisementInterval { get; init; } = TimeSpan.FromSeconds(200);
}
