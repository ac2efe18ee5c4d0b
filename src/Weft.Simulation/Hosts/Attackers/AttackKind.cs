namespace Weft.Simulation;

/// <summary>What an attacker at an access port may do.</summary>
public enum AttackKind : byte
{
    /// <summary>Claims a neighbour's address by ARP (<see cref="NeighborSpoofer"/>).</summary>
    SpoofHost4,

    /// <summary>The same by neighbour discovery.</summary>
    SpoofHost6,

    /// <summary>Claims the gateway's address by ARP.</summary>
    SpoofGateway4,

    /// <summary>The same by neighbour discovery.</summary>
    SpoofGateway6,

    /// <summary>Announces every address of the subnet (<see cref="AnnouncementStorm"/>).</summary>
    Storm,

    /// <summary>Says that a neighbour's MAC has moved here (<see cref="RarpForger"/>).</summary>
    ForgeRarp,

    /// <summary>Asks for every address of the subnet (<see cref="AddressScanner"/>).</summary>
    Scan,

    /// <summary>Fills bridges with made-up MACs (<see cref="MacFlooder"/>).</summary>
    FloodMacs,

    /// <summary>Sends packets from a neighbour's IPv4 address (<see cref="SourceSpoofer"/>).</summary>
    SpoofSource4,

    /// <summary>The same from its IPv6 address.</summary>
    SpoofSource6,

    /// <summary>Advertises itself as a router (<see cref="RouterImpostor"/>).</summary>
    ForgeRouter,

    /// <summary>Speaks IS-IS in the name of a node (<see cref="IsisImpostor"/>).</summary>
    ForgeIsis,

    /// <summary>Says that it is the gateway's master (<see cref="VrrpImpostor"/>).</summary>
    ForgeVrrp,

    /// <summary>Takes every DHCP lease (<see cref="DhcpStarver"/>).</summary>
    StarveDhcp,

    /// <summary>Answers every question for an address (<see cref="NeighborParasite"/>).</summary>
    AnswerAll,

    /// <summary>Objects to every check of a new address.</summary>
    BlockChecks,

    /// <summary>Sends frames that cannot be read (<see cref="DamagedFrames"/>).</summary>
    Damage,
}
