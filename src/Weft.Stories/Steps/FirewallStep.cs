using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Puts a stateful firewall into the links of each of these edges to the outside: one for each edge, and none knows what another has seen.</summary>
public sealed record FirewallStep(int Line, ImmutableArray<string> Edges) : StoryStep(Line);
