namespace Weft.Stories;

/// <summary>Networks that Weft does not offer and that stories compare it with. In all of them every VLAN is stretched over all switches and sites, and routers know
/// prefixes only; they differ in where the gateways are.</summary>
public enum ModelKind : byte
{
    /// <summary>One router is the gateway of all hosts, elected among those of all sites (VRRP).</summary>
    SingleGateway,

    /// <summary>In each site a pair of routers that look like one switch and share one MAC (MLAG), both of them active.</summary>
    MlagPair,

    /// <summary>Each site elects a gateway of its own, because a filter keeps the sites from hearing each other's election.</summary>
    FhrpFilter,

    /// <summary>Every leaf is the gateway, with the same address and MAC, but no host has a route of its own.</summary>
    VirtualArp,

    /// <summary>One stateful firewall is the gateway of all hosts.</summary>
    Firewall,
}
