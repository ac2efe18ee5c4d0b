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
}
