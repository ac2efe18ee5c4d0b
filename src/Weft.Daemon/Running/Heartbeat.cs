using Weft.Linux;
using Weft.Model;

namespace Weft.Daemon;

/// <summary>Tells the packet filter every second that the daemon lives, and loads the filter again when somebody removed it.</summary>
internal sealed class Heartbeat(NodePlan plan, FilterSets filters, DaemonLog log)
{
    /// <summary>Between two beats.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>So long after the last beat the kernel answers for the gateways itself.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(3);

    /// <summary>When the next beat is due.</summary>
    public Instant Next { get; private set; } = Instant.Never;

    /// <summary>How often the filter had to be loaded again.</summary>
    public long FilterReloads { get; private set; }

    /// <summary>Frames that the kernel dropped because the daemon was too slow.</summary>
    public long ReceiveDrops { get; private set; }

    /// <summary>True when the last beat had to load the filter again, whose sets are empty now.</summary>
    public bool MustRepair { get; private set; }

    public void Beat(Instant now)
    {
        Next = now + Interval;
        MustRepair = false;
        if (filters.KeepAlive(Lifetime))
        {
            return;
        }

        try
        {
            NftLibrary.Load(plan);
            FilterReloads++;
            MustRepair = true;
            log.Write(LogLevel.Warning, "filter-reloaded", "the packet filter was gone and was loaded again");
            filters.KeepAlive(Lifetime);
        }
        catch (KernelException exception)
        {
            log.Write(LogLevel.Alarm, "filter-refused", exception.Message);
        }
    }

    public void CountDrops(long dropped) => ReceiveDrops += dropped;
}
