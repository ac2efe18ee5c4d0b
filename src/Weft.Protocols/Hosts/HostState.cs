namespace Weft.Protocols.Hosts;

/// <summary>Where a host address stands on this node.</summary>
public enum HostState : byte
{
    /// <summary>Nothing local; other nodes may claim it.</summary>
    Remote,

    /// <summary>Seen here, not proven yet.</summary>
    Tentative,

    /// <summary>Proven to be here.</summary>
    Confirmed,

    /// <summary>Was proven; silent or without carrier now, being asked.</summary>
    Suspect,

    /// <summary>Was here; another leaf holds it now.</summary>
    Elsewhere,

    /// <summary>Two hosts use the address; the last stable place is held.</summary>
    Duplicate,
}
