using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>A port as the plane has it: its state and what its tags stand for.</summary>
internal sealed class PlanePort
{
    public const int DefaultMtu = 1500;

    private readonly (VlanId Tag, PlaneSegment Segment)[] _segments;
    private readonly RoutedInterface[] _interfaces;
    private PacketBucket _toMany;

    public PlanePort(PortPlan plan, IEnumerable<PlaneSegment> segments, Func<PlanePort, VrfId, VlanId, RoutedInterface> makeInterface)
    {
        Plan = plan;
        _segments = [.. from member in plan.Segments from segment in segments where segment.Plan.Id == member.Segment select (member.Tag, segment)];
        foreach ((VlanId tag, PlaneSegment segment) in _segments)
        {
            segment.AddMember(this, tag);
        }

        _interfaces = IsRouted
            ? [makeInterface(this, plan.Vrf?.Id ?? VrfId.Default, VlanId.Untagged), .. plan.Vrfs.Select(vrf => makeInterface(this, vrf.Vrf.Id, vrf.Tag))]
            : [];
    }

    public PortPlan Plan { get; }

    public PortIndex Index => Plan.Index;

    public PortStatus Status { get; set; } = new(false, MacAddress.Zero, IpAddress.Ipv6Any, DefaultMtu);

    public bool IsUp => Status.Up;

    /// <summary>True for ports that are not bridged.</summary>
    public bool IsRouted => Plan.Kind is PortKind.Fabric or PortKind.Outside;

    public bool IsInterswitch => Plan.Kind == PortKind.Interswitch;

    /// <summary>True when a frame to many is within the rate of the port, whatever its tag.</summary>
    public bool TryTakeOneToMany(Instant now, int perSecond) => _toMany.TryTake(now, perSecond, perSecond);

    /// <summary>The segment of a tag, or null.</summary>
    public PlaneSegment? SegmentOf(VlanId tag)
    {
        foreach ((VlanId Tag, PlaneSegment Segment) member in _segments)
        {
            if (member.Tag == tag)
            {
                return member.Segment;
            }
        }

        return null;
    }

    /// <summary>The routed interface of a tag, or null.</summary>
    public RoutedInterface? InterfaceOf(VlanId tag)
    {
        foreach (RoutedInterface candidate in _interfaces)
        {
            if (candidate.Tag == tag)
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>The routed interface of a VRF, or null.</summary>
    public RoutedInterface? InterfaceOf(VrfId vrf)
    {
        foreach (RoutedInterface candidate in _interfaces)
        {
            if (candidate.Vrf == vrf)
            {
                return candidate;
            }
        }

        return null;
    }
}
