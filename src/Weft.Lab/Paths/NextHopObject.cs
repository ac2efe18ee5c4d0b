using System.Collections.Immutable;

namespace Weft.Lab;

/// <summary>A next hop, or a group of them.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Interface">The interface it leaves by; 0 for a group.</param>
/// <param name="Members">The ids of a group.</param>
internal sealed record NextHopObject(uint Id, int Interface, ImmutableArray<uint> Members);
