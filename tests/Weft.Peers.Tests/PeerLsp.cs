using Weft.Wire.Isis;

namespace Weft.Peers.Tests;

/// <summary>An LSP as isisd shows it in <c>show isis database detail</c>.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Sequence">Its version.</param>
/// <param name="Checksum">Its checksum.</param>
/// <param name="Reach">The lines of its links and prefixes, sorted.</param>
public sealed record PeerLsp(LspId Id, uint Sequence, ushort Checksum, IReadOnlyList<string> Reach);
