namespace Weft.Lab;

/// <summary>How all LSPs reach the measured node.</summary>
public enum IsisBenchLoadKind
{
    /// <summary>2,000 in a second.</summary>
    Paced,

    /// <summary>As fast as the sender can.</summary>
    Burst,

    /// <summary>As fast as the sender can, and the node relays them to a second neighbour.</summary>
    Relay,
}
