using Weft.Model;

namespace Weft.Linux;

/// <summary>Which kernel interface stands for which port and segment of the plan. Ports come and go with their cables.</summary>
public sealed class NodeInterfaces
{
    private readonly NodePlan _plan;
    private readonly int[] _ports;
    private readonly Dictionary<SegmentId, int> _segments = [];
    private readonly Dictionary<int, SegmentPlan> _segmentOf = [];
    private readonly Dictionary<int, PortIndex> _portOf = [];
    private readonly Dictionary<(PortIndex Port, VrfId Vrf), int> _subInterfaces = [];
    private readonly Dictionary<int, (PortIndex Port, VrfId Vrf)> _subInterfaceOf = [];

    public NodeInterfaces(NodePlan plan)
    {
        _plan = plan;
        _ports = new int[plan.Ports.Length];
    }

    /// <summary>The interfaces themselves.</summary>
    public LinkTable Links { get; } = new();

    /// <summary>Works out the indices again after <see cref="Links"/> changed.</summary>
    public void Resolve()
    {
        _segments.Clear();
        _segmentOf.Clear();
        _portOf.Clear();
        _subInterfaces.Clear();
        _subInterfaceOf.Clear();
        foreach (PortPlan port in _plan.Ports)
        {
            int index = Links.IndexOf(port.Name);
            _ports[port.Index.Value] = index;
            if (index != 0)
            {
                _portOf[index] = port.Index;
            }

            foreach (PortVrf vrf in port.Vrfs)
            {
                if (Links.IndexOf(vrf.Interface) is int found and not 0)
                {
                    _subInterfaces[(port.Index, vrf.Vrf.Id)] = found;
                    _subInterfaceOf[found] = (port.Index, vrf.Vrf.Id);
                }
            }
        }

        foreach (SegmentPlan segment in _plan.Segments)
        {
            int index = Links.IndexOf(segment.Interface);
            if (index != 0)
            {
                _segments[segment.Id] = index;
                _segmentOf[index] = segment;
            }
        }
    }

    /// <summary>The interface of a port, or 0 when it is not there.</summary>
    public int IndexOf(PortIndex port) => port.Value < _ports.Length ? _ports[port.Value] : 0;

    /// <summary>The interface of a VRF on a fabric port, or 0 when it is not there: the port itself, or its sub-interface.</summary>
    public int IndexOf(PortIndex port, VrfId vrf) => vrf == VrfId.Default ? IndexOf(port) : _subInterfaces.GetValueOrDefault((port, vrf));

    /// <summary>The routed interface of a segment, or 0 when it is not there.</summary>
    public int IndexOf(SegmentId segment) => _segments.GetValueOrDefault(segment);

    public bool TryPort(int index, out PortIndex port) => _portOf.TryGetValue(index, out port);

    /// <summary>The port and the VRF of an interface that packets leave the node by; the port itself is the default VRF's.</summary>
    public bool TryPort(int index, out PortIndex port, out VrfId vrf)
    {
        vrf = VrfId.Default;
        if (TryPort(index, out port))
        {
            return true;
        }

        bool isSubInterface = _subInterfaceOf.TryGetValue(index, out (PortIndex Port, VrfId Vrf) found);
        (port, vrf) = isSubInterface ? found : (PortIndex.None, VrfId.Default);
        return isSubInterface;
    }

    public bool TrySegment(int index, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SegmentPlan? segment) =>
        _segmentOf.TryGetValue(index, out segment);
}
