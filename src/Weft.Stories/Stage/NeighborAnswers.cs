using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Stories;

/// <summary>What came back when a host asked for the MAC of an address.</summary>
/// <param name="Questions">Questions that left the host: its own stack may ask at the same moment.</param>
/// <param name="Macs">The MAC of each answer, in order.</param>
public sealed record NeighborAnswers(int Questions, ImmutableArray<MacAddress> Macs);
