namespace Weft.Lab;

/// <summary>What a kernel can impair a cable with.</summary>
public enum ImpairmentTool
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>nftables at the ends of the cable: frames are lost.</summary>
    Filter,

    /// <summary>The queueing discipline netem: frames are lost, delivered twice and later.</summary>
    Netem,
}
