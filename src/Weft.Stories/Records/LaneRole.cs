namespace Weft.Stories;

/// <summary>What somebody is in a move.</summary>
public enum LaneRole : byte
{
    /// <summary>Who moves.</summary>
    Host,

    /// <summary>The leaf that it leaves.</summary>
    OldLeaf,

    /// <summary>The leaf that it comes to.</summary>
    NewLeaf,

    /// <summary>Another leaf.</summary>
    Leaf,

    Spine,

    Edge,

    /// <summary>A router outside the fabric.</summary>
    Outside,
}
