using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>One port of a node, ready for the engines.</summary>
public sealed record PortPlan
{
    public required PortIndex Index { get; init; }

    /// <summary>The kernel's interface name.</summary>
    public required string Name { get; init; }

    public required PortKind Kind { get; init; }

    /// <summary>The segments that the port carries and the tag each has on the wire.</summary>
    public ImmutableArray<PortSegment> Segments { get; init; } = [];

    /// <summary>Subnets whose hosts may live behind this port although they belong elsewhere.</summary>
    public ImmutableArray<Subnet> Foreign { get; init; } = [];

    public MoveTrust Moves { get; init; }

    /// <summary>A DHCP server is behind this host port, and believed.</summary>
    public bool ServesDhcp { get; init; }

    /// <summary>Which hosts it admits.</summary>
    public PortGuard Guard { get; init; }

    /// <summary>Host ports: what becomes of BPDUs.</summary>
    public PortBpdu Bpdu { get; init; }

    /// <summary>True when the guard only reports what it would refuse.</summary>
    public bool IsMonitored { get; init; }

    /// <summary>IS-IS metric of a fabric port.</summary>
    public uint Metric { get; init; }

    /// <summary>Fabric ports: how BFD runs; null where it does not.</summary>
    public BfdTiming? Bfd { get; init; }

    /// <summary>Addresses that the node itself has on an outside port.</summary>
    public ImmutableArray<GatewayAddress> Addresses { get; init; } = [];

    /// <summary>Outside ports: the VRF that the port is in; null stands for the default one.</summary>
    public Vrf? Vrf { get; init; }

    /// <summary>The VRFs that a fabric port carries beside the default one, by id. Empty on other ports.</summary>
    public ImmutableArray<PortVrf> Vrfs { get; init; } = [];

    /// <summary>True for ports that hosts are attached to.</summary>
    public bool FacesHosts => Kind is PortKind.Access or PortKind.Trunk;

    /// <summary>True when the guard looks at what hosts of this port send.</summary>
    public bool IsGuarded => FacesHosts && Guard != PortGuard.Trusted;

    /// <summary>True when a BPDU shuts this port.</summary>
    public bool IsShutByBpdu => FacesHosts && Bpdu == PortBpdu.Shut && !IsMonitored;

    /// <summary>The interface by which a VRF's packets cross a fabric port: its sub-interface of the VRF, or the port itself.</summary>
    public string InterfaceOf(VrfId vrf)
    {
        foreach (PortVrf own in Vrfs)
        {
            if (own.Vrf.Id == vrf)
            {
                return own.Interface;
            }
        }

        return Name;
    }

    /// <summary>The segment of a frame that arrived with the given tag (untagged: 0), or null.</summary>
    public SegmentId? SegmentOf(VlanId tag)
    {
        foreach (PortSegment segment in Segments)
        {
            if (segment.Tag == tag)
            {
                return segment.Segment;
            }
        }

        return null;
    }
}
