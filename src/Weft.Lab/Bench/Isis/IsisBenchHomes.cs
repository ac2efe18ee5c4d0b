namespace Weft.Lab;

/// <summary>How the benchmark's leaves are joined to the two spines.</summary>
internal enum IsisBenchHomes : byte
{
    /// <summary>Every other leaf is nearer to the first spine, the rest to the second; the other spine is the backup.</summary>
    Alternating,

    /// <summary>All leaves are equally near to both.</summary>
    Equal,

    /// <summary>All leaves are nearer to the first.</summary>
    First,
}
