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
        foreach (PortPlan port in _plan.Ports)
        {
            int index = Links.IndexOf(port.Name);
            _ports[port.Index.Value] = index;
            if (index != 0)
            {
                _portOf[index] = port.Index;
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

    /// <summary>The routed interface of a segment, or 0 when it is not there.</summary>
    public int IndexOf(SegmentId segment) => _segments.GetValueOrDefault(segment);

    public bool TryPort(int index, out PortIndex port) => _portOf.TryGetValue(index, out port);

    public bool TrySegment(int index, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out SegmentPlan? segment) =>
        _segmentOf.TryGetValue(index, out segment);
}
