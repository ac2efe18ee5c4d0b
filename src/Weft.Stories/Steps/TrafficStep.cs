using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Starts probe flows, which go on until the story ends. A flow has the name of its claim, the pair and the family.</summary>
public sealed record TrafficStep(int Line, ImmutableArray<(string Id, Pair Pair, AddressFamily Family)> Flows) : StoryStep(Line);
