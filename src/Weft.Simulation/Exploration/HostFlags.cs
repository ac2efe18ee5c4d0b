namespace Weft.Simulation;

/// <summary>The state of an explored host.</summary>
[Flags]
internal enum HostFlags : byte
{
    None = 0,

    /// <summary>It answers when it is asked.</summary>
    IsAlive = 1,

    /// <summary>Its leaf has heard something of the first address since the host came where it is.</summary>
    IsFirstHeard = 2,

    /// <summary>The same of the second address.</summary>
    IsSecondHeard = 4,

    /// <summary>Since then something else spoke of the first address elsewhere: a frame that came late, or a forged one. The host has to say it
    /// once more; an answer alone is no more than the other has to offer.</summary>
    IsFirstDoubted = 8,

    /// <summary>The same of the second address.</summary>
    IsSecondDoubted = 16,
}
