namespace Weft.Protocols.Bfd;

/// <summary>What the BFD engine counts.</summary>
public enum BfdCounter : byte
{
    Sent,
    Received,

    /// <summary>Polls of neighbours that were answered.</summary>
    PollsAnswered,

    /// <summary>News and answers held back because a neighbour asks for too many.</summary>
    UnscheduledRefused,

    SessionsUp,
    SessionsDown,

    /// <summary>Sessions that went down because nothing was heard for the detection time.</summary>
    DetectionExpired,

    /// <summary>Packets that are not whole IPv6 or UDP.</summary>
    Malformed,

    /// <summary>Packets that crossed a router (RFC 5881 section 5).</summary>
    HopLimit,

    /// <summary>Packets of another sender, or to another receiver, than the session's.</summary>
    OtherPeer,

    /// <summary>Packets of a port without session, or with a discriminator that is not the session's.</summary>
    UnknownSession,

    /// <summary>Packets with an authentication section, which no session here uses.</summary>
    Authenticated,

    /// <summary>Packets whose fixed part is malformed; the reasons have counters of their own.</summary>
    Faulty,

    /// <summary>Questions to a silent neighbour's kernel.</summary>
    PathProbes,

    /// <summary>Answers of a neighbour's kernel.</summary>
    PathAnswers,

    /// <summary>Neighbours that were silent while their kernel answered.</summary>
    NeighborsSilent,

    /// <summary>Paths that were given up.</summary>
    PathsLost,

    /// <summary>Events that were not told because there were too many.</summary>
    EventsSuppressed,
}
