using Weft.Model;

namespace Weft.Linux;

/// <summary>Keeps the fast path as the node's tables want it: local hosts may use it, and it leads to attached MACs, both only at ports that
/// carry their segment untagged. Hosts with a policy that must see every packet take the long way, where it is enforced; where it decides by flow,
/// the fast path asks for the flow.</summary>
internal sealed class FastPathRows(DataPlaneState state)
{
    private readonly Dictionary<BindingKey, FastPathSource> _sources = [];
    private readonly Dictionary<AttachedMacKey, FastPathDestination> _destinations = [];
    private readonly HashSet<BindingKey> _markedSources = [];
    private readonly HashSet<AttachedMacKey> _markedDestinations = [];
    private readonly List<(BindingKey Key, FastPathSource Source)> _newSources = [];
    private readonly List<(AttachedMacKey Key, FastPathDestination Destination)> _newDestinations = [];
    private IFastPath? _fast;
    private bool _isChanging;

    /// <summary>Starts to use a fast path, which is empty, or stops with null.</summary>
    internal void Use(IFastPath? fast)
    {
        _fast = fast;
        _sources.Clear();
        _destinations.Clear();
        _markedSources.Clear();
        _markedDestinations.Clear();
        _isChanging = false;
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
        _fast.SetPorts([.. Ports()], [.. Exits()]);
    }

    /// <summary>Takes out what is no longer true. Comes before anything else is changed.</summary>
    internal void RemoveStale()
    {
        _newSources.Clear();
        _newDestinations.Clear();
        _isChanging = _markedSources.Count > 0 || _markedDestinations.Count > 0;
        if (_isChanging)
        {
            _fast!.DoubtRouted();
        }

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
        foreach ((AttachedMacKey key, FastPathDestination destination) in _newDestinations)
        {
            if (_fast!.PutDestination(key, destination))
            {
                _destinations[key] = destination;
            }
        }

        foreach ((BindingKey key, FastPathSource source) in _newSources)
        {
            if (_fast!.PutSource(source))
            {
                _sources[key] = source;
            }
        }

        // What was let pass while the rest changed may have been for somebody else.
        if (_isChanging)
        {
            _fast!.DoubtRouted();
            _isChanging = false;
        }

        _newDestinations.Clear();
        _newSources.Clear();
    }

    private void RemoveStale(BindingKey key)
    {
        int index = 0;
        FastPathSource wanted = default;
        if (state.Tables.Bindings.TryGet(key, out BindingRow row)
            && state.AttentionToSender(key.Segment, row.Mac, key.Address) is var attention and not PolicyAttention.EachPacket)
        {
            index = InterfaceOf(key.Segment, row.Port);
            wanted = new FastPathSource(index, row.Mac, key.Address, attention == PolicyAttention.EachFlow);
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
        FastPathDestination wanted = default;
        if (state.Tables.AttachedMacs.TryGet(key, out AttachedMacRow row)
            && state.AttentionToReceiver(key.Segment, key.Mac) is var attention and not PolicyAttention.EachPacket)
        {
            wanted = new FastPathDestination(InterfaceOf(key.Segment, row.Port), attention == PolicyAttention.EachFlow);
        }

        if (_destinations.TryGetValue(key, out FastPathDestination held))
        {
            if (held == wanted)
            {
                return;
            }

            _fast!.RemoveDestination(key);
            _destinations.Remove(key);
        }

        if (wanted.Interface != 0)
        {
            _newDestinations.Add((key, wanted));
        }
    }

    /// <summary>The interface of a port that carries a segment untagged; 0 for other ports.</summary>
    private int InterfaceOf(SegmentId segment, PortIndex port) =>
        port.Value < state.Plan.Ports.Length && state.Plan.Ports[port.Value] is { FacesHosts: true } plan && plan.SegmentOf(default) == segment
            ? state.Interfaces.IndexOf(port)
            : 0;

    /// <summary>Wherever a flow may leave, when anybody asks for flows.</summary>
    private IEnumerable<int> Exits() => state.Plan.Fabric.AsksFlows
        ? state.Plan.Ports.Select(port => state.Interfaces.IndexOf(port.Index)).Where(index => index != 0)
        : [];

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
