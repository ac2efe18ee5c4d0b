using Weft.Model;

namespace Weft.Simulation;

/// <summary>The election of a subnet's gateway among routers that hear each other (RFC 5798 section 6.4), with preemption.</summary>
internal sealed class VirtualRouter(byte priority)
{
    private const int PrioritySteps = 256;

    public byte Priority => priority;

    public bool IsMaster { get; private set; }

    /// <summary>True for a backup that has heard a better one, and not missed it since.</summary>
    public bool HearsMaster { get; private set; }

    /// <summary>When the next advertisement is due, or when the master counts as gone.</summary>
    public Instant Due { get; private set; } = Instant.Never;

    // RFC 5798 section 6.1: the lower the priority, the longer it waits.
    private static TimeSpan MasterDown(byte priority) =>
        (ClassicTiming.Advertisement * 3) + (ClassicTiming.Advertisement * (PrioritySteps - priority) / PrioritySteps);

    /// <summary>Begins as a backup.</summary>
    public void Start(Instant now)
    {
        IsMaster = false;
        HearsMaster = false;
        Due = now + MasterDown(priority);
    }

    /// <summary>The router has lost its power.</summary>
    public void Stop()
    {
        IsMaster = false;
        HearsMaster = false;
        Due = Instant.Never;
    }

    /// <summary>An advertisement of somebody else arrives.</summary>
    public void Hear(Instant now, byte other)
    {
        if (other < priority)
        {
            return;
        }

        IsMaster = false;
        HearsMaster = true;
        Due = now + MasterDown(priority);
    }

    /// <summary>Does what is due: an advertisement, which the caller sends, as the one that becomes master or still is.</summary>
    public void HandleTimer(Instant now)
    {
        IsMaster = true;
        HearsMaster = false;
        Due = now + ClassicTiming.Advertisement;
    }
}
