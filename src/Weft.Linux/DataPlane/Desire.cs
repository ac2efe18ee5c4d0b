namespace Weft.Linux;

/// <summary>What is wanted of a row.</summary>
internal enum Desire : byte
{
    /// <summary>It should not be there.</summary>
    Absent,

    /// <summary>It should be there.</summary>
    Present,

    /// <summary>It should be there, but something that it needs is not; what is there stays.</summary>
    Waiting,
}
