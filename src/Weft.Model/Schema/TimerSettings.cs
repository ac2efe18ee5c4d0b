using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The keys under <c>timers:</c>, one for each property of <see cref="FabricTimers"/>.</summary>
internal static class TimerSettings
{
    /// <summary>Shortest and longest BFD interval, in milliseconds.</summary>
    public const int MinimumBfdMs = 50;

    public const int MaximumBfdMs = 10_000;

    /// <summary>A single lost packet must not end a session.</summary>
    public const int MinimumBfdMultiplier = 2;

    public const int MaximumBfdMultiplier = 50;

    public static ImmutableArray<Setting<FabricTimers>> All { get; } =
    [
        Time("hello-interval", 10, 60_000, "between IS-IS hellos", t => t.HelloInterval, (t, v) => t with { HelloInterval = v }),
        Count(
            "hello-multiplier",
            2,
            100,
            "hellos that may be missed before a neighbour is down",
            t => t.HelloMultiplier,
            (t, v) => t with { HelloMultiplier = v }),
        Time("bfd-interval", MinimumBfdMs, MaximumBfdMs, "between BFD packets", t => t.BfdInterval, (t, v) => t with { BfdInterval = v }),
        Count(
            "bfd-multiplier",
            MinimumBfdMultiplier,
            MaximumBfdMultiplier,
            "BFD packets that may be missed before the path is down",
            t => t.BfdMultiplier,
            (t, v) => t with { BfdMultiplier = v }),
        Time("lsp-lifetime", 350_000, 65_535_000, "lifetime of link-state PDUs (MaxAge)", t => t.LspLifetime, (t, v) => t with { LspLifetime = v }),
        Time(
            "lsp-refresh",
            1_000,
            65_235_000,
            "own link-state PDUs are refreshed this often; at most the lifetime less 300 s",
            t => t.LspRefresh,
            (t, v) => t with { LspRefresh = v }),
        Time(
            "lsp-retransmit",
            100,
            60_000,
            "unacknowledged link-state PDUs are sent again after this; to neighbours that are known to acknowledge sooner, sooner, the first time after 150 ms",
            t => t.LspRetransmit,
            (t, v) => t with { LspRetransmit = v }),
        Time("host-idle", 1_000, 86_400_000, "a host that is silent for this long is probed", t => t.HostIdle, (t, v) => t with { HostIdle = v }),
        Time("probe-interval", 10, 60_000, "between two probes of a suspect host", t => t.ProbeInterval, (t, v) => t with { ProbeInterval = v }),
        Time(
            "verify-interval",
            1,
            10_000,
            "between the probes that verify a claimed move at the old port",
            t => t.VerifyInterval,
            (t, v) => t with { VerifyInterval = v }),
        Count("probe-count", 1, 20, "probes without an answer before a host is gone", t => t.ProbeCount, (t, v) => t with { ProbeCount = v }),
        Time(
            "tentative-lifetime",
            100,
            600_000,
            "a binding that nothing confirms is dropped after this",
            t => t.TentativeLifetime,
            (t, v) => t with { TentativeLifetime = v }),
        Time(
            "link-down-hold",
            0,
            60_000,
            "hosts of a port are given up this long after its carrier is lost",
            t => t.LinkDownHold,
            (t, v) => t with { LinkDownHold = v }),
        Time(
            "yield-guard",
            0,
            60_000,
            "after a host has moved away, plain data from its old port does not count for this long",
            t => t.YieldGuard,
            (t, v) => t with { YieldGuard = v }),
        Time(
            "duplicate-window",
            1_000,
            3_600_000,
            "window in which moves are counted to find duplicates",
            t => t.DuplicateWindow,
            (t, v) => t with { DuplicateWindow = v }),
        Count(
            "duplicate-moves",
            2,
            1_000,
            "moves within the window that make a host a duplicate",
            t => t.DuplicateMoves,
            (t, v) => t with { DuplicateMoves = v }),
        Time(
            "duplicate-recovery",
            1_000,
            3_600_000,
            "first attempt to recover a duplicate; doubles each time",
            t => t.DuplicateRecovery,
            (t, v) => t with { DuplicateRecovery = v }),
        Time(
            "bpdu-recovery",
            1_000,
            86_400_000,
            "a port that a BPDU has shut is opened again after this",
            t => t.BpduRecovery,
            (t, v) => t with { BpduRecovery = v }),
        Time(
            "router-advertisement-interval",
            4_000,
            1_800_000,
            "between unsolicited router advertisements, before jitter",
            t => t.RouterAdvertisementInterval,
            (t, v) => t with { RouterAdvertisementInterval = v }),
    ];

    private static Setting<FabricTimers> Time(
        string name, long minimumMs, long maximumMs, string description, Func<FabricTimers, TimeSpan> get, Func<FabricTimers, TimeSpan, FabricTimers> with) =>
        new(
            name,
            ScalarShapes.Duration("a duration", TimeSpan.FromMilliseconds(minimumMs), TimeSpan.FromMilliseconds(maximumMs)),
            description,
            timers => (long)get(timers).TotalMilliseconds,
            (timers, ms) => with(timers, TimeSpan.FromMilliseconds(ms)));

    private static Setting<FabricTimers> Count(
        string name, int minimum, int maximum, string description, Func<FabricTimers, int> get, Func<FabricTimers, int, FabricTimers> with) =>
        new(
            name,
            ScalarShapes.Number("a count", minimum, maximum, "3"),
            description,
            timers => get(timers),
            (timers, count) => with(timers, (int)count));
}
