using Weft.Model;

namespace Weft.Simulation;

/// <summary>A forwarding entry of a bridge.</summary>
/// <param name="Port">Where frames to the MAC go.</param>
/// <param name="Installed">The port that the node's tables say; none for learned entries. A host that speaks elsewhere moves the entry.</param>
/// <param name="Seen">When the MAC last spoke; entries that were only learned are forgotten by it.</param>
public readonly record struct BridgeEntry(PortIndex Port, PortIndex Installed, Instant Seen)
{
    /// <summary>True for a MAC that the node's tables say is attached: known to the packet filter, and never forgotten by age.</summary>
    public bool IsAttached => !Installed.IsNone;

    /// <summary>True for an attached MAC of an earlier life of the daemon that this life has not spoken of.</summary>
    public bool IsAdopted { get; init; }
}
