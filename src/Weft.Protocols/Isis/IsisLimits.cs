using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>Fixed limits and times of the IS-IS engine; what a fabric may tune is in its timers and limits.</summary>
public static class IsisLimits
{
    /// <summary>Fabric ports of one node: the width of a first-hop set.</summary>
    public const int Circuits = 256;

    /// <summary>Members of a set of equal-cost next hops; more are cut in sorted order.</summary>
    public const int EqualCostPaths = 64;

    /// <summary>Own LSPs are at most this long (originatingL2LSPBufferSize, ISO 10589 clause 7.3.4.2).</summary>
    public const int LspLength = 1492;

    /// <summary>Octets of every own LSP that are kept free for the authentication TLV, so that no change of keys moves an entry.</summary>
    public const int AuthenticationReserve = Wire.Isis.Tlv.HeaderLength + Wire.Isis.Authentication.MaximumLength;

    /// <summary>A fabric port must carry this much payload: the longest LSP behind its LLC header.</summary>
    public const int MinimumMtu = LspLength + 3;

    /// <summary>Fragments of one system: the fragment number has one octet.</summary>
    public const int FragmentsPerSystem = 256;

    /// <summary>Fragments of one node with all its virtual systems (RFC 5311).</summary>
    public const int Fragments = (1 + VirtualSystems.Count) * FragmentsPerSystem;

    /// <summary>Octets of fragment 0 that are at most kept free for links.</summary>
    public const int LinkReserve = 700;

    /// <summary>LSPs asked of one neighbour at a time; its next CSNP brings the rest.</summary>
    public const int RequestsPerCircuit = 4_096;

    /// <summary>LSPs sent on a circuit in one go before pacing begins.</summary>
    public const int FloodBurst = 64;

    /// <summary>Versions of own fragments flushed in one go before changes are gathered.</summary>
    public const int OriginationBurst = 32;

    /// <summary>Beyond <see cref="FloodBurst"/> so many LSPs leave at a time.</summary>
    public const int FloodBatch = 8;

    /// <summary>Pacing beyond <see cref="FloodBurst"/>: one LSP per interval and circuit, on average.</summary>
    public static TimeSpan FloodInterval => TimeSpan.FromMicroseconds(250);

    /// <summary>Beyond <see cref="OriginationBurst"/> changes are gathered for this long.</summary>
    public static TimeSpan OriginationInterval => TimeSpan.FromMilliseconds(20);

    /// <summary>An acknowledgement waits this long for others to share its PSNP.</summary>
    public static TimeSpan AcknowledgementDelay => TimeSpan.FromMilliseconds(50);

    /// <summary>An LSP that was not acknowledged is not sent again before that, however fast the neighbour is.</summary>
    public static TimeSpan LeastRetransmit => AcknowledgementDelay * 3;

    /// <summary>An LSP that was asked for and did not come is asked for again.</summary>
    public static TimeSpan RequestInterval => TimeSpan.FromSeconds(1);

    /// <summary>At adjacency up the neighbour's CSNP has this long to say what it has before everything is sent.</summary>
    public static TimeSpan DatabaseWait => TimeSpan.FromSeconds(1);

    /// <summary>A starting node waits this long for a neighbour's description.</summary>
    public static TimeSpan DescriptionWait => TimeSpan.FromSeconds(2);

    /// <summary>A restarting node says hello this often until it has read the neighbour's database (RFC 8706 timer T1).</summary>
    public static TimeSpan RestartInterval => TimeSpan.FromMilliseconds(200);

    /// <summary>An originator is shown another version of an LSP of its own at most this often.</summary>
    public static TimeSpan ShowInterval => TimeSpan.FromSeconds(1);

    /// <summary>A complete description of the database is sent this often (completeSNPInterval).</summary>
    public static TimeSpan CompleteSequenceInterval => TimeSpan.FromSeconds(10);

    /// <summary>A CSNP that lacks an LSP sent less than this ago has crossed it on the way.</summary>
    public static TimeSpan FlightTime => TimeSpan.FromMilliseconds(200);

    /// <summary>The metric of a drained node's links: the dearest that still takes part in shortest paths (RFC 5305 section 3).</summary>
    public const uint LastResortMetric = Wire.Isis.ExtendedIsReach.UnusableMetric - 1;

    /// <summary>A drain takes no more steps than about this many, however dear the ways around are.</summary>
    public const uint DrainSteps = 40;

    /// <summary>Neighbours wait this long for a node that stopped in order, where they do not see its carrier go. The next life of a daemon may
    /// take longer than the holding time to start, and its kernel forwards meanwhile.</summary>
    public static TimeSpan StopAllowance => TimeSpan.FromSeconds(30);

    /// <summary>Between two steps of a drain: longer than it takes a step to reach every node's kernel, back-off of SPF included.</summary>
    public static TimeSpan DrainInterval => TimeSpan.FromMilliseconds(300);

    /// <summary>A neighbour that does not acknowledge holds a drain up for no longer than this.</summary>
    public static TimeSpan DrainPatience => TimeSpan.FromSeconds(3);

    /// <summary>A purged LSP is kept this long so that the purge reaches everybody (ZeroAgeLifetime, ISO 10589 clause 7.3.16.3).</summary>
    public static TimeSpan ZeroAgeLifetime => TimeSpan.FromSeconds(60);

    /// <summary>MaxAge: received LSPs live at least this long whatever lifetime they carry (RFC 7987).</summary>
    public static TimeSpan MaximumAge => TimeSpan.FromSeconds(1200);

    /// <summary>A starting node waits this long for ports without a neighbour before it originates.</summary>
    public static TimeSpan StartWait => TimeSpan.FromMilliseconds(1500);

    /// <summary>A starting node originates after this long even if a neighbour never finished its description.</summary>
    public static TimeSpan StartTimeout => TimeSpan.FromSeconds(5);

    /// <summary>A node whose data plane had nothing lets others route through it this long after its routes were computed.</summary>
    public static TimeSpan ColdStartSettle => TimeSpan.FromMilliseconds(50);

    /// <summary>What an earlier life announced stays announced this long after synchronisation, unless it is announced anew or withdrawn.</summary>
    public static TimeSpan RecoveryGrace => TimeSpan.FromSeconds(30);

    /// <summary>The same alarm about the same thing is raised at most this often.</summary>
    public static TimeSpan AlarmInterval => TimeSpan.FromSeconds(60);

    /// <summary>Within that time alarms of one reason are raised about at most so many things.</summary>
    public const int AlarmSubjects = 32;

    /// <summary>When somebody keeps issuing LSPs in our name, each of ours is outbid no faster than this.</summary>
    public static TimeSpan DefenseInterval => TimeSpan.FromMilliseconds(200);

    /// <summary>SPF delay after a quiet time (RFC 8405 INITIAL_SPF_DELAY).</summary>
    public static TimeSpan SpfInitialDelay => TimeSpan.Zero;

    /// <summary>SPF delay while a failure is being learned (RFC 8405 SHORT_SPF_DELAY).</summary>
    public static TimeSpan SpfShortDelay => TimeSpan.FromMilliseconds(10);

    /// <summary>SPF delay while the network does not come to rest (RFC 8405 LONG_SPF_DELAY).</summary>
    public static TimeSpan SpfLongDelay => TimeSpan.FromMilliseconds(100);

    /// <summary>How long one failure may take to be learned (RFC 8405 TIME_TO_LEARN_INTERVAL).</summary>
    public static TimeSpan SpfLearn => TimeSpan.FromMilliseconds(500);

    /// <summary>A time without events that makes the network quiet again (RFC 8405 HOLDDOWN_INTERVAL).</summary>
    public static TimeSpan SpfHoldDown => TimeSpan.FromSeconds(1);
}
