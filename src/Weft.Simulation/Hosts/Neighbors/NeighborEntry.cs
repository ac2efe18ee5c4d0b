using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>One neighbour of a host. Times are the host's own.</summary>
internal sealed class NeighborEntry(IpAddress address, Instant now)
{
    public IpAddress Address { get; } = address;

    public MacAddress Mac { get; set; }

    public NudState State { get; set; }

    public bool IsRouter { get; set; }

    /// <summary>When state or MAC last changed.</summary>
    public Instant Updated { get; set; } = now;

    /// <summary>When a packet last needed it while it was not reachable.</summary>
    public Instant Used { get; set; } = now;

    /// <summary>When the neighbour last proved that it hears the host; <see cref="Instant.Never"/> when it never did.</summary>
    public Instant Confirmed { get; set; } = Instant.Never;

    /// <summary>The last moment at which a reachable entry still is.</summary>
    public Instant ReachableUntil { get; set; }

    /// <summary>When the entry asks again or gives up.</summary>
    public Instant Deadline { get; set; } = Instant.Never;

    /// <summary>Questions asked without an answer.</summary>
    public int Questions { get; set; }

    /// <summary>Frames that wait; made when the first does.</summary>
    public PacketQueue? Waiting { get; set; }

    public bool HasMac => State is NudState.Reachable or NudState.Stale or NudState.Delay or NudState.Probe;

    public bool IsConfirmedWithin(Instant now, TimeSpan duration) => Confirmed != Instant.Never && now <= Confirmed + duration;

    /// <summary>Reachable entries age without a timer: looking at one is what makes it stale.</summary>
    public void Age(Instant now)
    {
        if (State == NudState.Reachable && now > ReachableUntil)
        {
            State = NudState.Stale;
            Updated = ReachableUntil;
        }
    }
}
