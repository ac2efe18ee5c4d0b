using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Node;

/// <summary>The equal-cost next hops to another node and the cost of the path.</summary>
internal readonly record struct NodeReach(ImmutableArray<NextHop> NextHops, uint Cost);
