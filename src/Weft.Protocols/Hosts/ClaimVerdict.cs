namespace Weft.Protocols.Hosts;

/// <summary>How a claim fares against the others of its address, see <see cref="ClaimOrder"/>.</summary>
public enum ClaimVerdict : byte
{
    /// <summary>Its node has the host.</summary>
    Wins,

    /// <summary>It shares the address with the winner: anycast, or one host on several leaves.</summary>
    Shares,

    /// <summary>Its node cannot be reached; the claim is remembered and does not compete.</summary>
    Unreachable,

    /// <summary>The winner is confirmed and this one is not.</summary>
    Tentative,

    /// <summary>Its epoch is too far ahead of those beside it to count.</summary>
    AbsurdEpoch,

    /// <summary>The winner has a higher epoch.</summary>
    LowerEpoch,

    /// <summary>Epochs are equal and the winner's system id is lower.</summary>
    HigherSystemId,
}
