using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>An LSP of the database, for <c>weft show isis database</c>.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Sequence">Version.</param>
/// <param name="Checksum">Fletcher checksum.</param>
/// <param name="Length">Octets.</param>
/// <param name="Expires">When it ages out, or when a purge is forgotten.</param>
/// <param name="IsPurge">Lifetime 0.</param>
/// <param name="IsOwn">This node's own.</param>
/// <param name="Flags">The last octet of its fixed part.</param>
public readonly record struct LspSnapshot(
    LspId Id, uint Sequence, ushort Checksum, int Length, Instant Expires, bool IsPurge, bool IsOwn, LspFlags Flags);
