namespace Weft.Protocols.Isis;

/// <summary>What is wrong when IS-IS raises an alarm.</summary>
public enum IsisAlarmReason : byte
{
    /// <summary>A hello with our own system id arrived: two nodes have one id, or a port is looped.</summary>
    DuplicateSystemId,

    /// <summary>A second system says hello on a point-to-point circuit.</summary>
    SecondNeighbor,

    /// <summary>A neighbour says hello without an IPv6 link-local address: IPv6 is off on its end of the link.</summary>
    NoLinkLocal,

    /// <summary>A neighbour runs only the level that the fabric does not.</summary>
    LevelMismatch,

    /// <summary>A level 1 neighbour has no area in common with the fabric.</summary>
    AreaMismatch,

    /// <summary>A neighbour is heard and does not hear us: its MTU is smaller, or the link has one direction.</summary>
    NotHeard,

    /// <summary>Somebody keeps issuing LSPs in our name.</summary>
    OwnLspForeign,

    /// <summary>An LSP with the sequence number that is stored, but other content.</summary>
    ContentConflict,

    /// <summary>The link-state database, or the share of systems that are not of the fabric, is full.</summary>
    DatabaseFull,

    /// <summary>Our own announcements no longer fit in the LSPs of all our systems.</summary>
    FragmentsFull,

    /// <summary>A fabric port's MTU is too small for LSPs.</summary>
    MtuTooSmall,

    /// <summary>A sequence number ran out; the fragment is silent until its last version has aged out.</summary>
    SequenceWrapped,

    /// <summary>A neighbour's signed hello came from another MAC than it was made for.</summary>
    HelloCopied,
}
