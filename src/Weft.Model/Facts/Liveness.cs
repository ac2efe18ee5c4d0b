namespace Weft.Model;

/// <summary>What is known of the path to a neighbour beside its hellos.</summary>
public enum Liveness : byte
{
    /// <summary>Nothing that speaks for or against it.</summary>
    Unknown,

    /// <summary>Packets pass in both directions.</summary>
    Up,

    /// <summary>Packets passed once and pass no more.</summary>
    Lost,
}
