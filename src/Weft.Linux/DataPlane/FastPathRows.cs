using Weft.Model;

namespace Weft.Linux;

/// <summary>Keeps the fast path as the node's tables want it: local hosts may use it, and it leads to attached MACs, both only at ports that
/// carry their segment untagged. Hosts that a policy restricts take the long way, where it is enforced.</summary>
internal sealed class FastPathRows(DataPlaneState state)
{
    private readonly Dictionary<BindingKey, FastPathSource> _sources = [];
    private readonly Dictionary<AttachedMacKey, int> _destinations = [];
    private readonly HashSet<BindingKey> _markedSources = [];
    private readonly HashSet<AttachedMacKey> _markedDestinations = [];
    private readonly List<(BindingKey Key, FastPathSource Source)> _newSources = [];
    private readonly List<(AttachedMacKey Key, int Interface)> _newDestinations = [];
    private IFastPath? _fast;

    /// <summary>Starts to use a fast path, which is empty, or stops with null.</summary>
    internal void Use(IFastPath? fast)
    {
        _fast = fast;
        _sources.Clear();
        _destinations.Clear();
        _markedSources.Clear();
        _markedDestinations.Clear();
        Refresh();
    }

    internal void Mark(BindingKey key)
    {
        if (_fast is not null)
        {
            _markedSources.Add(key);
        }
    }

    internal void Mark(AttachedMacKey key)
    {
        if (_fast is not null)
        {
            _markedDestinations.Add(key);
        }
    }

    /// <summary>Interfaces changed: marks everything, and watches the ports that there are now.</summary>
    internal void Refresh()
    {
        if (_fast is null)
        {
            return;
        }

        _markedSources.UnionWith(_sources.Keys);
        _markedSources.UnionWith(state.Tables.Bindings.Rows.Keys);
        _markedDestinations.UnionWith(_destinations.Keys);
        _markedDestinations.UnionWith(state.Tables.AttachedMacs.Rows.Keys);
        _fast.SetPorts([.. Ports()]);
    }

    /// <summary>Takes out what is no longer true. Comes before anything else is changed.</summary>
    internal void RemoveStale()
    {
        _newSources.Clear();
        _newDestinations.Clear();
        foreach (BindingKey key in _markedSources)
        {
            RemoveStale(key);
        }

        foreach (AttachedMacKey key in _markedDestinations)
        {
            RemoveStale(key);
        }

        _markedSources.Clear();
        _markedDestinations.Clear();
    }

    /// <summary>Puts in what is new. Comes last, when everything else is in place.</summary>
    internal void AddNew()
    {
        foreach ((AttachedMacKey key, int index) in _newDestinations)
        {
            if (_fast!.PutDestination(key, index))
            {
                _destinations[key] = index;
            }
        }

        foreach ((BindingKey key, FastPathSource source) in _newSources)
        {
            if (_fast!.PutSource(source))
            {
                _sources[key] = source;
            }
        }

        _newDestinations.Clear();
        _newSources.Clear();
    }

    private void RemoveStale(BindingKey key)
    {
        int index = 0;
        FastPathSource wanted = default;
        if (state.Tables.Bindings.TryGet(key, out BindingRow row) && !state.IsRestricted(key.Segment, row.Mac, key.Address))
        {
            index = InterfaceOf(key.Segment, row.Port);
            wanted = new FastPathSource(index, row.Mac, key.Address);
        }

        if (_sources.TryGetValue(key, out FastPathSource held))
        {
            if (index != 0 && held == wanted)
            {
                return;
            }

            _fast!.RemoveSource(held);
            _sources.Remove(key);
        }

        if (index != 0)
        {
            _newSources.Add((key, wanted));
        }
    }

    private void RemoveStale(AttachedMacKey key)
    {
        int wanted = state.Tables.AttachedMacs.TryGet(key, out AttachedMacRow row) && !state.MayRestrict(key.Segment, key.Mac) ? InterfaceOf(key.Segment, row.Port) : 0;
        if (_destinations.TryGetValue(key, out int held))
        {
            if (held == wanted)
            {
                return;
            }

            _fast!.RemoveDestination(key);
            _destinations.Remove(key);
        }

        if (wanted != 0)
        {
            _newDestinations.Add((key, wanted));
        }
    }

    /// <summary>The interface of a port that carries a segment untagged; 0 for other ports.</summary>
    private int InterfaceOf(SegmentId segment, PortIndex port) =>
        port.Value < state.Plan.Ports.Length && state.Plan.Ports[port.Value] is { FacesHosts: true } plan && plan.SegmentOf(default) == segment
            ? state.Interfaces.IndexOf(port)
            : 0;

    private IEnumerable<FastPathPort> Ports()
    {
        foreach (PortPlan port in state.Plan.Ports)
        {
            if (!port.FacesHosts || port.SegmentOf(default) is not { } id || state.FindSegment(id) is not { HasGateway: true } segment)
            {
                continue;
            }

            int index = state.Interfaces.IndexOf(port.Index);
            if (index != 0 && state.Interfaces.Links.TryGet(state.Interfaces.IndexOf(id), out KernelLink routed))
            {
                yield return new FastPathPort(
                    index, new FastPathSegment(id, routed.Index, routed.Mac, segment.Subnet.GatewayMac4, segment.Subnet.GatewayMac6));
            }
        }
    }
}
