namespace Weft.Protocols.Hosts;

/// <summary>What tells something about a host, weakest first. Numeric order is the ranking.</summary>
public enum EvidenceKind : byte
{
    /// <summary>A RARP frame: a MAC without an address (hypervisors after a migration).</summary>
    Rarp,

    /// <summary>The MAC was seen here, so the addresses it had elsewhere are looked for here.</summary>
    FollowsMac,

    /// <summary>A data packet.</summary>
    Data,

    /// <summary>An ARP or ND message that is neither an announcement nor an answer to a probe.</summary>
    ArpNd,

    /// <summary>A gratuitous ARP in either form or an unsolicited neighbour advertisement.</summary>
    Announcement,

    /// <summary>An answer to a probe of this node.</summary>
    ProbeAnswer,

    /// <summary>Found in the data plane by a restarted node.</summary>
    Adopted,
}
