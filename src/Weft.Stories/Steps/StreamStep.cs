using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>Opens TCP connections that carry a known sequence until the story ends.</summary>
public sealed record StreamStep(int Line, ImmutableArray<StoryConnection> Streams) : StoryStep(Line);
