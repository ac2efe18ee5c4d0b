using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Simulation;

/// <summary>A route of another daemon: its priority and its next hops on the node's ports.</summary>
internal sealed record ForeignWay(uint Metric, ImmutableArray<NextHop> NextHops);
