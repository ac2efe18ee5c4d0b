using System.Collections.Immutable;

namespace Weft.Linux;

/// <summary>A next-hop group in the kernel: its object and the objects of its members, sorted.</summary>
internal readonly record struct InstalledGroup(uint Id, ImmutableArray<uint> Members);
