using Weft.Model;

namespace Weft.Protocols.Edge;

/// <summary>What the edge engine does to the world.</summary>
public interface IEdgeEffects
{
    /// <summary>A host's time with an address is over.</summary>
    void GrantEnded(Instant now, in AddressGrant grant);

    void Emit(Instant now, NodeEvent nodeEvent);
}
