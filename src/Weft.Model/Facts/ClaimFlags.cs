namespace Weft.Model;

/// <summary>Properties of a claim that take part in choosing the winner.</summary>
[Flags]
public enum ClaimFlags : byte
{
    None = 0,

    /// <summary>Not confirmed yet; any confirmed claim wins over it.</summary>
    Tentative = 1,

    /// <summary>One address on many hosts on purpose: all claims win.</summary>
    Anycast = 2,

    /// <summary>The leaf has it from the fabric file or a lease that the address is this host's. No part in choosing the winner: a leaf with a
    /// strict port admits the host on this word.</summary>
    Vouched = 4,
}
