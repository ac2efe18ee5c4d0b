using Weft.Wire;

namespace Weft.Linux;

/// <summary>A virtual interface to be made. It is made down.</summary>
public sealed record KernelLinkSpec
{
    public required string Name { get; init; }

    /// <summary>"bridge", "vlan" or "vrf".</summary>
    public required string Kind { get; init; }

    /// <summary>Zero lets the kernel choose.</summary>
    public MacAddress Mac { get; init; }

    /// <summary>VLAN devices: index of the device below.</summary>
    public int Parent { get; init; }

    /// <summary>VLAN devices: the VID.</summary>
    public ushort VlanId { get; init; }

    /// <summary>VRF devices: the table.</summary>
    public uint Table { get; init; }

    /// <summary>Bridges: filter by VLAN, with no VLAN on a new port until one is given.</summary>
    public bool VlanFiltering { get; init; }
}
