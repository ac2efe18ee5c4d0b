namespace Weft.Simulation;

/// <summary>What can happen to one leaf.</summary>
internal enum LeafInputKind : byte
{
    /// <summary>Time passes, at most until the leaf's next deadline, and what is due is done. Value: nanoseconds.</summary>
    Pass,

    /// <summary>An LSP of another leaf arrives. A: the leaf; Value: its claims.</summary>
    Deliver,

    /// <summary>Another leaf becomes reachable or unreachable. A: the leaf; B: 1 or 0.</summary>
    Reach,

    /// <summary>A frame of a host is evidence. A: port; B: address; C: MAC; Value: kind of evidence.</summary>
    Hear,

    /// <summary>A port gets or loses its carrier. A: port; B: 1 or 0.</summary>
    Carrier,

    /// <summary>The daemon dies; the kernel stays as it is.</summary>
    Crash,

    /// <summary>A new daemon adopts what is in the kernel.</summary>
    Restart,

    /// <summary>An LSP of the leaf's earlier life comes back. Value: its claims.</summary>
    Recover,

    /// <summary>The databases of the neighbours are known.</summary>
    Synchronize,
}
