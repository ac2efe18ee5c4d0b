namespace Weft.Stories;

/// <summary>What kind of thing happens in a move.</summary>
public enum MomentKind : byte
{
    /// <summary>The host changes its place.</summary>
    Plug,

    /// <summary>The host, or a leaf for it, announces an address on a segment.</summary>
    Announcement,

    /// <summary>The first packet of the host, or for it, at its new place.</summary>
    Packet,

    /// <summary>A leaf makes the host its own.</summary>
    Confirm,

    /// <summary>A claim is flooded from one node to the next.</summary>
    Claim,

    /// <summary>The old leaf gives the host up.</summary>
    Yield,

    /// <summary>A node forwards another way from now on.</summary>
    Route,

    /// <summary>Something else that a node told.</summary>
    Event,
}
