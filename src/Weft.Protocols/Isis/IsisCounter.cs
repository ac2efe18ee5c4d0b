namespace Weft.Protocols.Isis;

/// <summary>What the IS-IS engine counts besides malformed frames.</summary>
public enum IsisCounter
{
    HellosSent,
    HellosReceived,
    LspsSent,
    LspsRetransmitted,
    LspsReceived,
    CsnpsSent,
    CsnpsReceived,
    PsnpsSent,
    PsnpsReceived,

    /// <summary>New versions of own fragments.</summary>
    LspsOriginated,

    /// <summary>Purges of own fragments and of LSPs that aged out.</summary>
    LspsPurged,
    SpfRuns,

    /// <summary>LSPs that changed routes without an SPF run.</summary>
    PartialRuns,
    AdjacenciesUp,
    AdjacenciesDown,

    /// <summary>Hellos that name another neighbour or circuit than us (RFC 5303 section 3.2).</summary>
    HellosForOthers,

    /// <summary>Hellos of a system that runs no level of ours.</summary>
    LevelMismatch,

    /// <summary>Hellos of a level 1 neighbour that has no area in common with us.</summary>
    AreaMismatch,

    /// <summary>Hellos of a neighbour that has not heard ours for a holding time.</summary>
    NotHeard,

    /// <summary>Hellos whose three-way TLV is malformed.</summary>
    BadThreeWay,

    /// <summary>Hellos that would have made an adjacency, but for the IPv6 link-local address that they lack.</summary>
    NoLinkLocal,

    /// <summary>Hellos of a second system on a point-to-point circuit.</summary>
    SecondNeighbor,

    /// <summary>Hellos with our own system id.</summary>
    OwnSystemId,

    /// <summary>Signed hellos from another MAC than they were made for.</summary>
    HellosCopied,

    /// <summary>Signed hellos that say a neighbour which is up began anew; believed only when it falls silent.</summary>
    HellosDoubted,

    /// <summary>PDUs of kinds that a point-to-point circuit of the fabric's level does not use.</summary>
    OtherPduType,

    /// <summary>Database PDUs of a system that is no neighbour in state up.</summary>
    NoAdjacency,

    /// <summary>LSPs with sequence number 0.</summary>
    SequenceZero,

    /// <summary>Live LSPs with a purge originator (RFC 6233 section 3).</summary>
    LivePurgeOriginator,

    /// <summary>LSPs with the stored sequence number and other content; never believed, never purged.</summary>
    ContentConflict,

    /// <summary>Received LSPs that claimed to be almost dead and were not believed (RFC 7987).</summary>
    LifetimeRaised,

    /// <summary>LSPs dropped because the database, or the share of systems that are not of the fabric, is full.</summary>
    DatabaseFull,

    /// <summary>Own LSPs seen newer than we made them: an earlier life, or a second system with our id.</summary>
    OwnLspNewer,

    /// <summary>Own announcements that found no room in the LSPs of all our systems.</summary>
    FragmentsFull,

    /// <summary>Alarms that were not raised, because they or too many of their kind were raised within the last minute.</summary>
    AlarmsSuppressed,

    /// <summary>Own sequence numbers that ran out (ISO 10589 clause 7.3.16.1).</summary>
    SequenceWrapped,
}
