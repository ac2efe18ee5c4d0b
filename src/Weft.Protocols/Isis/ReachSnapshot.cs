using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Isis;

/// <summary>How another node is reached, for <c>weft show</c>.</summary>
/// <param name="Node">The node.</param>
/// <param name="Family">Whose packets go there; null: those of both families.</param>
/// <param name="Cost">Of the shortest path; <see cref="uint.MaxValue"/>: unreachable.</param>
/// <param name="NextHops">Sorted; none: unreachable.</param>
/// <param name="Claims">Host addresses that it claims.</param>
public readonly record struct ReachSnapshot(SystemId Node, AddressFamily? Family, uint Cost, IReadOnlyList<NextHop> NextHops, int Claims);
