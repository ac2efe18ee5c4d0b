namespace Weft.Linux;

/// <summary>What a <see cref="KernelChange"/> does.</summary>
public enum KernelChangeKind : byte
{
    PutRoute,
    DeleteRoute,
    PutNeighbor,
    DeleteNeighbor,
    PutForwarding,
    DeleteForwarding,

    /// <summary>Fails with EEXIST when the id is taken.</summary>
    CreateNextHop,

    /// <summary>A group must exist (ENOENT); a single next hop is made when it does not.</summary>
    ReplaceNextHop,
    DeleteNextHop,
}
