using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>The link of an outside router to an edge.</summary>
internal sealed record TopologySession(TopologyEnd Edge, ImmutableArray<GatewayAddress> EdgeAddresses, ImmutableArray<GatewayAddress> RouterAddresses);
