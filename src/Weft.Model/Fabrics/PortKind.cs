namespace Weft.Model;

/// <summary>What a port faces.</summary>
public enum PortKind : byte
{
    /// <summary>Hosts of one subnet, untagged.</summary>
    Access,

    /// <summary>Hosts of several subnets, tagged (a hypervisor uplink).</summary>
    Trunk,

    /// <summary>Another node of the fabric: routed, unnumbered, IS-IS runs here.</summary>
    Fabric,

    /// <summary>Another switch of the same site, bridged: carries the VLANs of bridged subnets.</summary>
    Interswitch,

    /// <summary>A router outside the fabric; numbered, spoken to by the rim's own routing daemon.</summary>
    Outside,
}
