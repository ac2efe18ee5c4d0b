namespace Weft.Protocols.Gateway;

/// <summary>Intervals and limits of the gateway engine that no fabric file needs to set.</summary>
public static class GatewaySettings
{
    /// <summary>After a port has come up the gateway is announced at once and, for hosts that were not listening yet, again after this long.</summary>
    public static readonly TimeSpan AnnounceAgain = TimeSpan.FromSeconds(1);

    /// <summary>The gateway's IPv4 addresses are announced on host ports this often (with jitter), so that switches behind the port keep the
    /// virtual MAC pinned to it: Linux bridges forget after 300 s.</summary>
    public static readonly TimeSpan AnnounceInterval = TimeSpan.FromSeconds(60);

    /// <summary>Between the first advertisements after a port has come up (MAX_INITIAL_RTR_ADVERT_INTERVAL, RFC 4861 section 10).</summary>
    public static readonly TimeSpan InitialAdvertisementInterval = TimeSpan.FromSeconds(16);

    /// <summary>How many of them follow the first (MAX_INITIAL_RTR_ADVERTISEMENTS is 3, RFC 4861 section 10).</summary>
    public const int InitialAdvertisementsMore = 2;

    /// <summary>At least so long between two multicast advertisements on a port (MIN_DELAY_BETWEEN_RAS, RFC 4861 section 10).</summary>
    public static readonly TimeSpan AdvertisementSpacing = TimeSpan.FromSeconds(3);

    /// <summary>How long hosts keep the gateway as a default router.</summary>
    public const ushort RouterLifetimeSeconds = 1800;

    /// <summary>Hop limit that hosts should use.</summary>
    public const byte HostHopLimit = 64;

    /// <summary>Valid lifetime of prefixes: 30 days (RFC 4861 section 6.2.1).</summary>
    public const uint PrefixValidSeconds = 2_592_000;

    /// <summary>Preferred lifetime of prefixes: 7 days (RFC 4861 section 6.2.1).</summary>
    public const uint PrefixPreferredSeconds = 604_800;

    /// <summary>Most prefixes in one advertisement; more would not fit a frame.</summary>
    public const int MaximumPrefixes = 32;

    /// <summary>Most addresses in one VRRP advertisement; more would not fit a frame.</summary>
    public const int MaximumVirtualAddresses = 64;

    /// <summary>Unicast advertisements and refreshes a port may cause at once.</summary>
    public const int RefreshBurst = 64;

    /// <summary>Unicast advertisements and refreshes a port may cause each second after that.</summary>
    public const int RefreshesPerSecond = 32;

    /// <summary>Corrections of old neighbours' caches that wait at one time; hosts beyond that are left to their own timers.</summary>
    public const int MaximumCorrections = 4_096;

    /// <summary>Corrections sent at once and then each second.</summary>
    public const int CorrectionsPerSecond = 1_000;

    /// <summary>The gateway's addresses are defended against a host that claims them at most this often (DEFEND_INTERVAL, RFC 5227 section 1.1).</summary>
    public static readonly TimeSpan DefendInterval = TimeSpan.FromSeconds(10);

    /// <summary>The same complaint about a port is repeated at most this often.</summary>
    public static readonly TimeSpan AlarmInterval = TimeSpan.FromSeconds(60);

    /// <summary>Between two VRRP advertisements.</summary>
    public static readonly TimeSpan VrrpInterval = TimeSpan.FromSeconds(1);

    /// <summary>VRRP priority of the first leaf of a segment; each next one has one less. Above the customary 100 of other routers.</summary>
    public const int VrrpFirstPriority = 200;

    /// <summary>The priority of a drained node: everybody else is preferred.</summary>
    public const byte VrrpDrainedPriority = 1;

    /// <summary>A correction is sent at once, again against loss, and once more when no host's ARP locktime (1 s on Linux) can have refused it.</summary>
    public static ReadOnlySpan<int> CorrectionDelaysMilliseconds => [0, 100, 1_100];
}
