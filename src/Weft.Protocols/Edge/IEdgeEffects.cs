using Weft.Model;

namespace Weft.Protocols.Edge;

/// <summary>What the edge engine does to the world.</summary>
public interface IEdgeEffects
{
    /// <summary>A host's time with an address is over.</summary>
    void GrantEnded(Instant now, in AddressGrant grant);

    /// <summary>A port must be down from now on.</summary>
    void PortShut(in ShutPort port);

    /// <summary>A port may be up again.</summary>
    void PortOpened(PortIndex port);

    void Emit(Instant now, NodeEvent nodeEvent);
}
