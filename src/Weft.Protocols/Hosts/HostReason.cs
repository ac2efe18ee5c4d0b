namespace Weft.Protocols.Hosts;

/// <summary>Why a host's state changed.</summary>
public enum HostReason : byte
{
    FirstEvidence,
    ProbeAnswered,
    StrongerEvidence,
    MovedHere,
    MovedWithinNode,
    MacMovedHere,
    NewMac,
    BetterClaim,
    CompetingClaimGone,
    Silent,
    LinkDown,
    NotConfirmed,
    OldPlaceAnswers,
    TooManyContests,
    RecoveryTimer,
    Adopted,

    /// <summary>Its lease is over, or the guard of its port says no for another reason.</summary>
    NoLongerAdmitted,
}
