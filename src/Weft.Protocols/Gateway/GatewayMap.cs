using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Gateway;

/// <summary>The ports and segments of the node, found by port and tag or by segment.</summary>
internal sealed class GatewayMap
{
    private readonly GatewayPort[] _ports;
    private readonly GatewayAttachment[][] _byPort;
    private readonly GatewaySegment[] _segments;
    private readonly Dictionary<int, PrefixInformation[]> _foreignPrefixes;

    public GatewayMap(NodePlan plan)
    {
        Plan = plan;
        _segments = [.. plan.Segments.Where(static segment => segment.HasGateway).Select(segment => new GatewaySegment(segment, plan))];
        _ports = [.. plan.Ports.Select(static port => new GatewayPort(port))];
        _byPort = [.. _ports.Select(AttachmentsOf)];
        _foreignPrefixes = plan.Fabric.Subnets.ToDictionary(
            static subnet => subnet.Index,
            subnet => GatewaySegment.PrefixesOf(subnet, plan.Fabric)
                .Select(static prefix => prefix with { Flags = prefix.Flags & ~PrefixFlags.OnLink }).ToArray());
    }

    public NodePlan Plan { get; }

    public ReadOnlySpan<GatewaySegment> Segments => _segments;

    public GatewayPort Port(PortIndex index) => _ports[index.Value];

    /// <summary>What a host of a subnet is told that is attached elsewhere: nothing is on its link.</summary>
    public ReadOnlySpan<PrefixInformation> ForeignPrefixes(Subnet subnet) => _foreignPrefixes[subnet.Index];

    /// <summary>All segments with a gateway on a port.</summary>
    public ReadOnlySpan<GatewayAttachment> AttachmentsOf(PortIndex port) => _byPort[port.Value];

    /// <summary>The segment of a frame, or null where this node has no gateway for it.</summary>
    public GatewayAttachment? Find(PortIndex port, VlanId tag)
    {
        foreach (GatewayAttachment attachment in _byPort[port.Value])
        {
            if (attachment.Tag == tag)
            {
                return attachment;
            }
        }

        return null;
    }

    /// <summary>The segment of that id, or null where this node has no gateway for it.</summary>
    public GatewaySegment? Find(SegmentId id)
    {
        foreach (GatewaySegment segment in _segments)
        {
            if (segment.Id == id)
            {
                return segment;
            }
        }

        return null;
    }

    private GatewayAttachment[] AttachmentsOf(GatewayPort port)
    {
        if (!port.Plan.FacesHosts && port.Plan.Kind != PortKind.Interswitch)
        {
            return [];
        }

        List<GatewayAttachment> attachments = [];
        foreach (PortSegment segment in port.Plan.Segments)
        {
            if (Find(segment.Segment) is { } found)
            {
                GatewayAttachment attachment = new(port, found, segment.Tag);
                found.Add(attachment);
                attachments.Add(attachment);
            }
        }

        return [.. attachments];
    }
}
