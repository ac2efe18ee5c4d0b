using Weft.Wire;

namespace Weft.Lab;

/// <summary>A host as an entry of an LSP.</summary>
/// <param name="Address">Becomes a /32 or /128.</param>
/// <param name="Mac">Its MAC, in the claim beside the prefix.</param>
/// <param name="Epoch">The claim's mobility sequence number.</param>
public readonly record struct IsisBenchHost(IpAddress Address, MacAddress Mac, uint Epoch);
