using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One of this node's own LSPs, for <c>weft show isis fragments</c>.</summary>
/// <param name="Id">The LSP; of the node itself or of one of its virtual systems.</param>
/// <param name="Number">Its place among all fragments of the node.</param>
/// <param name="Sequence">Of the last version; 0: none yet.</param>
/// <param name="Length">Octets.</param>
/// <param name="Links">Links to neighbours in it.</param>
/// <param name="Prefixes">Prefixes without claim.</param>
/// <param name="Claims">Hosts.</param>
/// <param name="RefreshAt">When the next version is due without a change.</param>
public readonly record struct FragmentSnapshot(LspId Id, int Number, uint Sequence, int Length, int Links, int Prefixes, int Claims, Instant RefreshAt);
