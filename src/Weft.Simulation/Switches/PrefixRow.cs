using Weft.Wire;

namespace Weft.Simulation;

/// <summary>What is known of a prefix beside the routes in the node's tables.</summary>
internal sealed class PrefixRow(IpPrefix prefix)
{
    public IpPrefix Prefix => prefix;

    /// <summary>The interface that has the network; null for all others.</summary>
    public RoutedInterface? Connected { get; set; }

    public ForeignWay? Foreign { get; set; }

    /// <summary>True when some life's tables, or a route that is kept a moment longer, may have it.</summary>
    public bool IsRouted { get; set; }

    public bool IsEmpty => Connected is null && Foreign is null && !IsRouted;
}
