namespace Weft.Protocols.Isis;

/// <summary>Which of a node's two key chains.</summary>
public enum AuthenticationScope : byte
{
    /// <summary>Hellos: from neighbour to neighbour.</summary>
    Link,

    /// <summary>LSPs, CSNPs and PSNPs: from each node to all.</summary>
    Area,
}
