using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>Opens TCP connections that carry a known sequence until the story ends.</summary>
public sealed record StreamStep(int Line, ImmutableArray<(string Id, Pair Pair, AddressFamily Family)> Streams) : StoryStep(Line);
