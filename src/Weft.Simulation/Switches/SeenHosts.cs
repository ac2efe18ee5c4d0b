using Weft.Model;

namespace Weft.Simulation;

/// <summary>The hosts whose packets have been seen: port, MAC and address. The first packet of each is reported, and again when the entry has
/// expired, so that a host that talks is reported before it would be probed.</summary>
internal sealed class SeenHosts(Fabric fabric)
{
    /// <summary>New hosts that are reported in one second; what is above is reported with its next packet.</summary>
    public const int ReportsPerSecond = 20_000;

    private const int Burst = ReportsPerSecond / 4;
    private const long NanosecondsPerReport = 1_000_000_000 / ReportsPerSecond;

    private readonly PagedDictionary<SeenHost, Instant> _seen = new();
    private readonly TimeSpan _lifetime = TimeSpan.FromSeconds(Math.Max(1, (long)fabric.Timers.HostIdle.TotalSeconds / 2));
    private readonly int _limit = fabric.Limits.HostsPerNode;
    private long _credit = Burst * NanosecondsPerReport;
    private Instant _creditAt = Instant.Zero;

    /// <summary>When <see cref="Sweep"/> has something to do at the latest.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    public bool Contains(Instant now, in SeenHost host) => _seen.TryGetValue(host, out Instant expires) && now < expires;

    /// <summary>Notes a host; false when there are too many, or too many new ones: it is noted with its next packet then.</summary>
    public bool TryAdd(Instant now, in SeenHost host)
    {
        if (!TakeCredit(now))
        {
            return false;
        }

        if (_seen.Count >= _limit)
        {
            Sweep(now);
            if (_seen.Count >= _limit)
            {
                return false;
            }
        }

        _seen[host] = now + _lifetime;
        NextDeadline = Instant.Min(NextDeadline, now + _lifetime);
        return true;
    }

    public void Remove(in SeenHost host) => _seen.Remove(host);

    public void Clear()
    {
        _seen.Clear();
        NextDeadline = Instant.Never;
    }

    /// <summary>Takes expired entries out.</summary>
    public void Sweep(Instant now)
    {
        foreach (KeyValuePair<SeenHost, Instant> row in _seen)
        {
            if (row.Value <= now)
            {
                _seen.Remove(row.Key);
            }
        }

        NextDeadline = _seen.Count > 0 ? now + _lifetime : Instant.Never;
    }

    private bool TakeCredit(Instant now)
    {
        long earned = Math.Max(0, now.Nanoseconds - _creditAt.Nanoseconds);
        _creditAt = now;
        _credit = Math.Min(Burst * NanosecondsPerReport, _credit + earned);
        if (_credit < NanosecondsPerReport)
        {
            return false;
        }

        _credit -= NanosecondsPerReport;
        return true;
    }
}
