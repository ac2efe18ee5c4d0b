using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Starts probe flows that somebody is to keep from arriving; they go on until the story ends.</summary>
public sealed record AttemptStep(int Line, ImmutableArray<(string Id, Pair Pair, AddressFamily Family)> Flows) : StoryStep(Line);
