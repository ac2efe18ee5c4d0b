using System.Collections.Immutable;

namespace Weft.Stories;

/// <summary>What came of reading a story: the story, or every fault of its file.</summary>
public sealed record StoryLoad(Story? Story, ImmutableArray<StoryFault> Faults);
