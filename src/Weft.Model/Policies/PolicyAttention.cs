namespace Weft.Model;

/// <summary>How much of a host's traffic a policy must see.</summary>
public enum PolicyAttention
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>One packet of each flow, now and then: what it decides depends on addresses, protocol and ports alone, or on a connection that lives on meanwhile.</summary>
    EachFlow,

    /// <summary>Everything.</summary>
    EachPacket,
}
