using System.Collections.Immutable;

namespace Weft.Model;

/// <summary>A port of a node as the fabric file has it.</summary>
public sealed record FabricPort
{
    /// <summary>The kernel's interface name, at most 15 characters.</summary>
    public required string Name { get; init; }

    public required PortKind Kind { get; init; }

    /// <summary>Access: exactly one. Trunk and interswitch: the subnets carried. Otherwise empty.</summary>
    public ImmutableArray<Subnet> Subnets { get; init; } = [];

    /// <summary>Subnets that do not belong to this port but whose hosts may live behind it.</summary>
    public ImmutableArray<Subnet> Foreign { get; init; } = [];

    public MoveTrust Moves { get; init; }

    /// <summary>Host ports: a DHCP server is behind it, and believed.</summary>
    public bool ServesDhcp { get; init; }

    /// <summary>Which hosts it admits.</summary>
    public PortGuard Guard { get; init; }

    /// <summary>Host ports: what becomes of BPDUs.</summary>
    public PortBpdu Bpdu { get; init; }

    /// <summary>True when the guard only reports what it would refuse.</summary>
    public bool IsMonitored { get; init; }

    /// <summary>Fabric ports: IS-IS metric.</summary>
    public uint Metric { get; init; }

    /// <summary>Fabric ports: how BFD runs; null where it does not.</summary>
    public BfdTiming? Bfd { get; init; }

    /// <summary>Node or outside router at the other end; null for host ports.</summary>
    public string? Peer { get; init; }

    /// <summary>Outside ports: the VRF of the link; null stands for the default one.</summary>
    public Vrf? Vrf { get; init; }

    /// <summary>Outside ports: this node's own address on the link.</summary>
    public ImmutableArray<GatewayAddress> Addresses { get; init; } = [];
}
