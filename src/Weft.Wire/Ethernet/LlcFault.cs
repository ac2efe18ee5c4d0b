namespace Weft.Wire;

/// <summary>Why octets are not an LLC header.</summary>
public enum LlcFault : byte
{
    None,

    /// <summary>Shorter than the header.</summary>
    Truncated,

    /// <summary>A SNAP address without the five octets of OUI and protocol.</summary>
    TruncatedSnap,
}
