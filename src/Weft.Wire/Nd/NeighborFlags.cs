namespace Weft.Wire;

/// <summary>Flags of a neighbour advertisement, as its 32-bit word (RFC 4861 section 4.4).</summary>
[Flags]
public enum NeighborFlags : uint
{
    None = 0,

    /// <summary>O: replace what the cache has.</summary>
    Override = 0x2000_0000,

    /// <summary>S: the answer to a solicitation.</summary>
    Solicited = 0x4000_0000,

    /// <summary>R: the sender is a router.</summary>
    Router = 0x8000_0000,
}
