namespace Weft.Simulation;

/// <summary>The state of an explored host.</summary>
[Flags]
internal enum HostFlags : byte
{
    None = 0,

    /// <summary>It answers when it is asked.</summary>
    IsAlive = 1,

    /// <summary>Its leaf has heard something of it since it came where it is.</summary>
    IsHeard = 2,
}
