namespace Weft.Protocols.Dhcp;

/// <summary>Why a DHCP message was not believed.</summary>
public enum DhcpRefusal : byte
{
    /// <summary>A server's message at a port that is not said to have a server.</summary>
    ServerOnClientPort,

    /// <summary>A server's message from none of the servers that the subnet is relayed to.</summary>
    ServerUnknown,

    /// <summary>The frame's source MAC is not the client's.</summary>
    ClientMacMismatch,

    /// <summary>A source address that a client cannot have.</summary>
    SourceInvalid,

    /// <summary>Other UDP ports than those of clients.</summary>
    PortInvalid,

    /// <summary>A message type that a client does not send.</summary>
    TypeInvalid,

    /// <summary>A client's message that says that a relay has passed it on.</summary>
    RelayedByClient,

    /// <summary>A client's message with what only relays add.</summary>
    AgentOptionFromClient,

    /// <summary>No client identifier, or one that is too long (RFC 8415 section 16).</summary>
    ClientIdentifierInvalid,

    /// <summary>More messages than a port may have.</summary>
    RateExceeded,

    /// <summary>The same transaction is under way at another port.</summary>
    TransactionElsewhere,

    /// <summary>The client's MAC holds a lease at another port, and moves to this one are not trusted.</summary>
    ClientElsewhere,

    /// <summary>An address given back that is leased to somebody else.</summary>
    NotOwner,

    /// <summary>An address given back that is not leased here.</summary>
    NotLeased,

    /// <summary>A lease of an address that is not of the subnet, or the gateway's.</summary>
    AddressInvalid,

    /// <summary>A lease of an address that a host has just found in use.</summary>
    AddressQuarantined,

    /// <summary>No room for one more lease.</summary>
    TooManyLeases,

    /// <summary>A message that has passed too many relays.</summary>
    TooManyHops,

    /// <summary>A message that is too long to be relayed.</summary>
    TooLong,
}
