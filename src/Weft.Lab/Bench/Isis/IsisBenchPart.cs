namespace Weft.Lab;

/// <summary>The parts of <see cref="IsisBench"/>.</summary>
public enum IsisBenchPart
{
    /// <summary>All host routes from nothing, paced and as one burst, and relayed to a second neighbour.</summary>
    Load,

    /// <summary>Memory, one more host, one move.</summary>
    Change,

    /// <summary>A link fails.</summary>
    Failure,
}
