using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>What the parts of the data plane share.</summary>
internal sealed class DataPlaneState(NodePlan plan, TimeSpan deleteDelay = default)
{
    private readonly Dictionary<SegmentId, SegmentPlan> _segments = plan.Segments.ToDictionary(segment => segment.Id);
    private readonly Dictionary<SegmentId, SegmentPolicies> _policies = new(SegmentPolicies.OfNode(plan).Where(segment => segment.Value.Restricts || segment.Value.Shapes));
    private readonly HashSet<string> _names =
    [
        .. plan.Ports.Select(port => port.Name),
        .. plan.Segments.Select(segment => segment.Interface),
        .. plan.Vrfs.Select(vrf => vrf.Name),
        .. plan.Ports.SelectMany(port => port.Vrfs).Select(vrf => vrf.Interface),
    ];

    internal NodePlan Plan { get; } = plan;

    /// <summary>What is wanted; empty until the node first applied its tables.</summary>
    internal NodeTables Tables { get; set; } = new();

    internal NodeInterfaces Interfaces { get; } = new(plan);

    /// <summary>How long the route to a host elsewhere is kept after nobody claims it any more.</summary>
    internal TimeSpan DeleteDelay { get; } = deleteDelay;

    internal LocalHosts LocalHosts { get; } = new();

    /// <summary>True on nodes with outside ports, where routing daemons read the kernel's routes and their metrics.</summary>
    internal bool IsRim { get; } = plan.Ports.Any(port => port.Kind == PortKind.Outside);

    /// <summary>The plan of a segment; null for one that the node does not have.</summary>
    internal SegmentPlan? FindSegment(SegmentId segment) => _segments.GetValueOrDefault(segment);

    /// <summary>How much of what a local host sends its policy must see.</summary>
    internal PolicyAttention AttentionToSender(SegmentId segment, MacAddress mac, IpAddress address) =>
        _policies.TryGetValue(segment, out SegmentPolicies? policies) ? policies.AttentionTo(mac, address, PolicyDirection.Out) : PolicyAttention.None;

    /// <summary>The same of what is sent to it, by whichever of its addresses.</summary>
    internal PolicyAttention AttentionToReceiver(SegmentId segment, MacAddress mac) =>
        _policies.TryGetValue(segment, out SegmentPolicies? policies) ? policies.AttentionTo(mac, PolicyDirection.In) : PolicyAttention.None;

    /// <summary>True for the interfaces of the plan's ports, segments and VRFs.</summary>
    internal bool IsOurs(string name) => _names.Contains(name);

    /// <summary>True for the interfaces of the plan's ports, segments and VRFs, and the loopback.</summary>
    internal bool IsOurs(int index) => Interfaces.Links.TryGet(index, out KernelLink link) && (link.Name == "lo" || IsOurs(link.Name));
}
