namespace Weft.Simulation;

/// <summary>States of neighbour unreachability detection (RFC 4861 section 7.3.2), which Linux keeps for ARP too.</summary>
public enum NudState : byte
{
    /// <summary>Nothing was asked yet.</summary>
    None,

    /// <summary>Asked; packets wait.</summary>
    Incomplete,

    /// <summary>The neighbour has shown lately that it hears the host.</summary>
    Reachable,

    /// <summary>The MAC is known and used; whether it still holds is not.</summary>
    Stale,

    /// <summary>A stale entry was used: there is a little time for upper layers to confirm it.</summary>
    Delay,

    /// <summary>The neighbour is asked by unicast whether it is still there.</summary>
    Probe,

    /// <summary>Nobody answered.</summary>
    Failed,
}
