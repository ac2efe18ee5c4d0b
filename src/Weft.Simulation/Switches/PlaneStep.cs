using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What a forwarding plane did with a frame, and which entry decided it.</summary>
/// <param name="In">The port by which it came; none for what the node itself made.</param>
/// <param name="Action">What was done.</param>
/// <param name="Drop">Why it was dropped; <see cref="PlaneDrop.None"/> otherwise.</param>
public readonly record struct PlaneStep(PortIndex In, PlaneAction Action, PlaneDrop Drop)
{
    /// <summary>The segment of a bridged or flooded frame, and of the host that one was delivered to.</summary>
    public SegmentId Segment { get; init; }

    /// <summary>The VRF of a routed packet, in which its destination was looked up.</summary>
    public VrfId Vrf { get; init; }

    /// <summary>The kind of entry that decided.</summary>
    public PlaneEntry Entry { get; init; }

    /// <summary>The prefix that was the longest match for a routed packet.</summary>
    public IpPrefix Match { get; init; }

    /// <summary>The next-hop group of a routed packet; zero where there is none.</summary>
    public NextHopGroupId Group { get; init; }

    /// <summary>Which member of the group was chosen, from 0.</summary>
    public int Member { get; init; }

    /// <summary>The neighbour that a routed packet was handed to; the destination itself where it was delivered.</summary>
    public IpAddress Gateway { get; init; }

    /// <summary>The port by which it left; for floods, the first. None where it left by none.</summary>
    public PortIndex Out { get; init; } = PortIndex.None;
}
