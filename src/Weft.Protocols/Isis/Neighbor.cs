using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>What a neighbour's hellos said of it.</summary>
/// <param name="System">Its system id.</param>
/// <param name="Mac">The source of its frames.</param>
/// <param name="LinkLocal">Its IPv6 link-local address (TLV 232): the gateway of routes of both families.</param>
/// <param name="CircuitId">Its extended circuit id, to be echoed; null when it sends none.</param>
/// <param name="RunsBfd">It wants the adjacency to depend on BFD (TLV 148).</param>
/// <param name="IsStarting">It knows nothing yet: the link is not announced and no path leads over it (RFC 8706 section 3.3).</param>
/// <param name="Topologies">The topologies that it has on the link (TLV 229).</param>
internal readonly record struct Neighbor(
    SystemId System,
    MacAddress Mac,
    IpAddress LinkLocal,
    uint? CircuitId,
    bool RunsBfd = false,
    bool IsStarting = false,
    MultiTopology Topologies = default)
{
    /// <summary>True when paths of a graph may lead over the link.</summary>
    public bool Carries(Graph graph) => !IsStarting && (graph == Graph.Ipv6 ? Topologies.HasIpv6 : Topologies.HasStandard);
}
