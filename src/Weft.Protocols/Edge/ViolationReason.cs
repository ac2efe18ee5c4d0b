namespace Weft.Protocols.Edge;

/// <summary>What is wrong with a frame that a guarded port refuses.</summary>
public enum ViolationReason : byte
{
    /// <summary>ARP that cannot be read, or that is not about IPv4 over Ethernet.</summary>
    MalformedArp,

    /// <summary>Neighbour discovery that breaks a rule of RFC 4861: hop limit, checksum, options.</summary>
    MalformedNeighborDiscovery,

    /// <summary>Neighbour discovery in fragments (RFC 6980).</summary>
    FragmentedNeighborDiscovery,

    /// <summary>A source MAC that no host can have: zero, a group's, or the gateway's.</summary>
    SourceMac,

    /// <summary>The sender's MAC inside is not that of the frame.</summary>
    SenderMac,

    /// <summary>The target's MAC inside is not that of the frame.</summary>
    TargetMac,

    /// <summary>A sender address that no host can have.</summary>
    SenderAddress,

    /// <summary>The gateway's address.</summary>
    GatewayAddress,

    /// <summary>An address that the fabric file or a lease gives to somebody else.</summary>
    AddressOfAnother,

    /// <summary>On a strict port: neither the fabric file nor a lease gives the host this address.</summary>
    NotGranted,

    /// <summary>A router advertisement: only the fabric is a router here.</summary>
    RouterAdvertisement,

    /// <summary>An ICMPv6 redirect.</summary>
    Redirect,

    /// <summary>A neighbour advertisement whose sender says that it is a router.</summary>
    RouterFlag,

    /// <summary>What only a DHCP server says.</summary>
    DhcpServer,

    /// <summary>DHCP that an honest client does not send: with another's MAC, another's lease, or a relay's marks.</summary>
    DhcpClient,

    /// <summary>More DHCP than a port may send.</summary>
    DhcpFlood,

    /// <summary>A BPDU, at a port that it shuts.</summary>
    Bpdu,
}
