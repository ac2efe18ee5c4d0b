namespace Weft.Linux;

/// <summary>States of neighbour and forwarding entries (NUD_*).</summary>
[Flags]
public enum NeighborState : ushort
{
    None = 0,
    Incomplete = 1,
    Reachable = 2,
    Stale = 4,
    Delay = 8,
    Probe = 16,
    Failed = 32,

    /// <summary>Forwarding entries: static, does not age.</summary>
    NoArp = 64,

    /// <summary>Never resolved nor aged. Forwarding entries: terminates at the bridge itself.</summary>
    Permanent = 128,
}
