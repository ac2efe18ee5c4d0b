using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The route that decides about a destination.</summary>
internal readonly struct FoundRoute
{
    public PlaneEntry Entry { get; init; }

    public IpPrefix Match { get; init; }

    public uint Metric { get; init; }

    /// <summary>The interface behind which the destination itself is; null for routes over neighbours.</summary>
    public RoutedInterface? Interface { get; init; }

    /// <summary>The MAC of a local host; zero where it has to be found out.</summary>
    public MacAddress Mac { get; init; }

    public NextHopGroupId GroupId { get; init; }

    /// <summary>The group that it leads to; null for others.</summary>
    public UsableGroup? Group { get; init; }

    /// <summary>Next hops of another daemon's route; default for others.</summary>
    public ImmutableArray<NextHop> Foreign { get; init; }

    /// <summary>True for a route that says to discard.</summary>
    public bool IsDiscard { get; init; }
}
