namespace Weft.Stories;

/// <summary>Networks that Weft does not offer and that stories compare it with.</summary>
public enum ModelKind : byte
{
    /// <summary>Every VLAN is stretched over all leaves and sites, and one elected node is the gateway of all hosts.</summary>
    SingleGateway,

    /// <summary>Every VLAN is stretched, and a pair of nodes in each site that share one MAC is the gateway.</summary>
    MlagPair,

    /// <summary>Every VLAN is stretched, and each site has a gateway of its own, because the sites do not hear each other's election.</summary>
    FhrpFilter,

    /// <summary>Every VLAN is stretched, and every leaf is the gateway, with the same address and MAC, but no host has a route of its own.</summary>
    VirtualArp,

    /// <summary>Weft, but what goes from one subnet to another passes a stateful firewall that stands in one place.</summary>
    Firewall,
}
