using Weft.Wire;

namespace Weft.Linux;

/// <summary>A kernel in memory for tests: the same tables, keys and refusals as the real one, as far as the data plane can tell, and
/// failures on demand. What somebody else does to the kernel is in <see cref="FakeOutsider"/>.</summary>
public sealed class FakeKernel : IKernel
{
    private readonly List<Action<IKernelEvents>> _events = [];
    private int _nextIndex = 2;

    public FakeKernel() => LinkRows[1] = new KernelLink { Index = 1, Name = "lo", Mtu = 65536 };

    /// <inheritdoc/>
    public KernelCapabilities Capabilities { get; set; } = KernelCapabilities.Full;

    /// <inheritdoc/>
    public int EventDescriptor => -1;

    /// <summary>Failures to come.</summary>
    public FakeFailures Failures { get; } = new();

    /// <summary>Called after each change of a batch, whether it was refused or not.</summary>
    public Action<KernelChange, KernelResult>? AfterChange { get; set; }

    /// <summary>Changes that were submitted.</summary>
    public int Submitted { get; private set; }

    public SortedDictionary<int, KernelLink> LinkRows { get; } = [];

    public Dictionary<(int Index, IpAddress Address), KernelAddress> AddressRows { get; } = [];

    public Dictionary<(uint Table, IpPrefix Prefix, uint Metric), KernelRoute> RouteRows { get; } = [];

    public Dictionary<(int Index, IpAddress Address), KernelNeighbor> NeighborRows { get; } = [];

    public Dictionary<(int Bridge, MacAddress Mac, ushort Vlan), KernelForwarding> ForwardingRows { get; } = [];

    public SortedDictionary<uint, KernelNextHop> NextHopRows { get; } = [];

    public Dictionary<string, string> Settings { get; } = [];

    public List<KernelBridgeVlan> BridgeVlans { get; } = [];

    /// <summary>Routing rules; like a real kernel it begins with local addresses first.</summary>
    public HashSet<KernelRule> RuleRows { get; } = [new(false, 0, RouteTableId.Local), new(true, 0, RouteTableId.Local)];

    /// <inheritdoc/>
    public void ReadLinks(List<KernelLink> into) => into.AddRange(LinkRows.Values);

    /// <inheritdoc/>
    public void ReadAddresses(List<KernelAddress> into) => into.AddRange(AddressRows.Values);

    /// <inheritdoc/>
    public void ReadRoutes(byte protocol, List<KernelRoute> into) =>
        into.AddRange(RouteRows.Values.Where(route => protocol == 0 || route.Protocol == protocol));

    /// <inheritdoc/>
    public IRouteReading BeginReadRoutes(byte protocol) => new FakeRouteReading(this, protocol);

    /// <inheritdoc/>
    public void ReadNeighbors(List<KernelNeighbor> into) => into.AddRange(NeighborRows.Values);

    /// <inheritdoc/>
    public void ReadForwarding(List<KernelForwarding> into) => into.AddRange(ForwardingRows.Values);

    /// <inheritdoc/>
    public void ReadNextHops(List<KernelNextHop> into) => into.AddRange(NextHopRows.Values);

    /// <inheritdoc/>
    public void Submit(ReadOnlySpan<KernelChange> changes, Span<KernelResult> results)
    {
        bool lost = Failures.TakeLostReplies();
        for (int i = 0; i < changes.Length; i++)
        {
            Submitted++;
            KernelResult result = Failures.Take(changes[i]) ?? FakeRules.Apply(this, changes[i]);
            results[i] = lost ? new KernelResult(Errno.NoBuffers) : result;
            AfterChange?.Invoke(changes[i], result);
        }
    }

    /// <inheritdoc/>
    public KernelResult CreateLink(KernelLinkSpec spec)
    {
        if (LinkRows.Values.Any(link => link.Name == spec.Name))
        {
            return new KernelResult(Errno.Exists);
        }

        AddLink(new KernelLink
        {
            Index = 0,
            Name = spec.Name,
            Kind = spec.Kind,
            Mac = spec.Mac == MacAddress.Zero && LinkRows.TryGetValue(spec.Parent, out KernelLink parent) ? parent.Mac : spec.Mac,
            Parent = spec.Parent,
            Table = spec.Table,
            VlanId = spec.VlanId,
            VlanFiltering = spec.Kind == "bridge" ? spec.VlanFiltering : null,
            Mtu = 1500,
        });
        return KernelResult.Success;
    }

    /// <summary>Adds an interface as it is; returns its index.</summary>
    public int AddLink(KernelLink link)
    {
        LinkRows[_nextIndex] = link with { Index = _nextIndex };
        return _nextIndex++;
    }

    /// <inheritdoc/>
    public KernelResult ChangeLink(int index, in KernelLinkChange change)
    {
        if (!LinkRows.TryGetValue(index, out KernelLink link))
        {
            return new KernelResult(Errno.NoDevice);
        }

        bool up = change.Up ?? link.IsUp;
        bool virtualLink = link.Kind is "bridge" or "vlan" or "vrf" || index == 1;
        bool below = !LinkRows.TryGetValue(link.Parent, out KernelLink parent) || parent.HasCarrier;
        InterfaceFlags carrier = virtualLink && up && !below ? 0 : virtualLink && up ? InterfaceFlags.LowerUp : link.Flags & InterfaceFlags.LowerUp;
        LinkRows[index] = link with
        {
            Flags = (up ? InterfaceFlags.Up : 0) | carrier,
            Master = change.Master ?? link.Master,
            Mac = change.Mac ?? link.Mac,
            Mtu = change.Mtu ?? link.Mtu,
        };
        return KernelResult.Success;
    }

    /// <inheritdoc/>
    public KernelResult DeleteLink(int index) => FakeRules.DeleteLink(this, index);

    /// <inheritdoc/>
    public KernelResult SetBridgePort(int index, in BridgePortSettings settings) =>
        new(LinkRows.TryGetValue(index, out KernelLink link) && link.Master != 0 ? 0 : Errno.Invalid);

    /// <inheritdoc/>
    public KernelResult AddBridgeVlan(in KernelBridgeVlan vlan)
    {
        if (!BridgeVlans.Contains(vlan))
        {
            BridgeVlans.Add(vlan);
        }

        return KernelResult.Success;
    }

    /// <inheritdoc/>
    public KernelResult PutAddress(in KernelAddress address)
    {
        AddressRows[(address.InterfaceIndex, address.Address)] = address;
        return KernelResult.Success;
    }

    /// <inheritdoc/>
    public KernelResult DeleteAddress(in KernelAddress address) =>
        new(AddressRows.Remove((address.InterfaceIndex, address.Address)) ? 0 : Errno.AddressNotAvailable);

    /// <inheritdoc/>
    public KernelResult PutRule(in KernelRule rule) => new(RuleRows.Add(rule) ? 0 : Errno.Exists);

    /// <inheritdoc/>
    public KernelResult DeleteRule(in KernelRule rule) => new(RuleRows.Remove(rule) ? 0 : Errno.NoEntry);

    /// <inheritdoc/>
    public string? ReadSetting(string name) => Settings.GetValueOrDefault(name, "");

    /// <inheritdoc/>
    public KernelResult WriteSetting(string name, string value)
    {
        Settings[name] = value;
        return KernelResult.Success;
    }

    /// <summary>Queues a notification.</summary>
    public void Notify(Action<IKernelEvents> notification) => _events.Add(notification);

    /// <inheritdoc/>
    public void ReadEvents(IKernelEvents sink)
    {
        Action<IKernelEvents>[] events = [.. _events];
        _events.Clear();
        foreach (Action<IKernelEvents> notification in events)
        {
            notification(sink);
        }
    }

    /// <summary>Forgets queued notifications, as an overrun does, and queues the overrun.</summary>
    public void OverrunEvents()
    {
        _events.Clear();
        _events.Add(sink => sink.Overrun());
    }


    public void Dispose() => _events.Clear();
}
