namespace Weft.Simulation;

/// <summary>What properties have to remember of the past.</summary>
[Flags]
internal enum SituationFlags : byte
{
    None = 0,

    /// <summary>The attacker forged a frame of a host that was at rest, proven and alive, and nothing else has happened to anybody since.</summary>
    WatchTheft = 1,

    /// <summary>Somebody told of a conflict or a duplicate since the attacker spoke.</summary>
    Alarmed = 2,

    /// <summary>Somebody told of a duplicate since the attacker spoke. What follows repeats itself, ever slower, until a person ends it.</summary>
    Duplicate = 4,
}
