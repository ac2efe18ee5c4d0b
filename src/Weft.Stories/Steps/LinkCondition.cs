namespace Weft.Stories;

/// <summary>What a cable between two nodes does.</summary>
public enum LinkCondition : byte
{
    /// <summary>It carries frames.</summary>
    Joined,

    /// <summary>Both ends have lost their carrier.</summary>
    Cut,

    /// <summary>Both ends have carrier, and every frame is lost on the way.</summary>
    Silent,
}
