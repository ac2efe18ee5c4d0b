namespace Weft.Model;

/// <summary>The links on which BFD runs without a word of their own.</summary>
public enum BfdScope : byte
{
    /// <summary>Links between sites: something that hides a failure is usually in between.</summary>
    Interconnects,

    /// <summary>Every routed link.</summary>
    All,

    None,
}
