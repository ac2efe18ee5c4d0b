namespace Weft.Protocols.Dhcp;

/// <summary>What the DHCP engine did with messages.</summary>
public enum DhcpCounter : byte
{
    /// <summary>A client's message taken into account.</summary>
    ClientMessage,

    /// <summary>A server's message taken into account.</summary>
    ServerMessage,

    /// <summary>A lease made.</summary>
    LeaseMade,

    /// <summary>A lease made longer, or moved to another port.</summary>
    LeaseRefreshed,

    /// <summary>A lease given back.</summary>
    LeaseReleased,

    /// <summary>A lease given back because somebody else uses the address.</summary>
    LeaseDeclined,

    /// <summary>A lease that a server took back.</summary>
    LeaseRefused,

    /// <summary>A lease whose address the server gave to another.</summary>
    LeaseReplaced,

    /// <summary>A lease whose time was over.</summary>
    LeaseExpired,

    /// <summary>A lease forgotten because its host has left.</summary>
    LeaseLeft,

    /// <summary>A client's message sent on to a server.</summary>
    RelayedToServer,

    /// <summary>A server's message sent on to a client.</summary>
    RelayedToClient,

    /// <summary>An answer that nobody here waits for.</summary>
    Unasked,

    /// <summary>A server's answer without what the relay had added, so that nobody knows whom it is for.</summary>
    PlaceUnknown,

    /// <summary>Not a DHCP message; the fault is counted too.</summary>
    Malformed,

    /// <summary>A waiting message that had to give way to a newer one.</summary>
    TransactionEvicted,
}
