namespace Weft.Simulation;

/// <summary>What ended a stream.</summary>
public enum StreamFault : byte
{
    /// <summary>Nothing: it lives.</summary>
    None,

    /// <summary>Nobody listened at the other end.</summary>
    Refused,

    /// <summary>The other end does not know the connection any more.</summary>
    Reset,

    /// <summary>No answer to too many repetitions.</summary>
    TimedOut,

    /// <summary>An octet that arrived was not the one that was sent.</summary>
    WrongOctet,
}
