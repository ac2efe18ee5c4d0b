using Weft.Wire;

namespace Weft.Linux;

/// <summary>An interface as the kernel has it.</summary>
public readonly record struct KernelLink
{
    public required int Index { get; init; }

    public required string Name { get; init; }

    /// <summary>"bridge", "vlan", "vrf", "veth" …; null for hardware.</summary>
    public string? Kind { get; init; }

    public InterfaceFlags Flags { get; init; }

    /// <summary>Index of the bridge or VRF it belongs to, or 0.</summary>
    public int Master { get; init; }

    /// <summary>VLAN devices: index of the device below.</summary>
    public int Parent { get; init; }

    public MacAddress Mac { get; init; }

    public int Mtu { get; init; }

    /// <summary>VRF devices: the table.</summary>
    public uint Table { get; init; }

    /// <summary>VLAN devices: the VID.</summary>
    public ushort VlanId { get; init; }

    /// <summary>Bridges: whether VLAN filtering is on; null when the kernel does not know it.</summary>
    public bool? VlanFiltering { get; init; }

    public bool IsUp => (Flags & InterfaceFlags.Up) != 0;

    public bool HasCarrier => (Flags & InterfaceFlags.LowerUp) != 0;
}
