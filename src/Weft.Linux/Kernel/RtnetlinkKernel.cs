namespace Weft.Linux;

/// <summary>The kernel of the network namespace of the thread that makes this object, by rtnetlink. Settings are those of the
/// namespace of the thread that reads or writes them. Not thread-safe.</summary>
public sealed class RtnetlinkKernel : IKernel
{
    private readonly NetlinkConnection _connection = new(NetlinkProtocol.Route);
    private readonly RtnetlinkEvents _events;
    private KernelCapabilities? _capabilities;

    public RtnetlinkKernel() => _events = new RtnetlinkEvents(_connection.PortId);

    /// <inheritdoc/>
    public KernelCapabilities Capabilities => _capabilities ??= CapabilityProbe.Run();

    /// <inheritdoc/>
    public int EventDescriptor => _events.Descriptor;

    /// <inheritdoc/>
    public void ReadLinks(List<KernelLink> into)
    {
        LinkCodec.WriteDump(_connection);
        _connection.Dump<KernelLink>(into, LinkCodec.TryRead);
    }

    /// <inheritdoc/>
    public void ReadAddresses(List<KernelAddress> into)
    {
        AddressCodec.WriteDump(_connection, KernelFamily.Ipv4);
        _connection.Dump<KernelAddress>(into, AddressCodec.TryRead);
        AddressCodec.WriteDump(_connection, KernelFamily.Ipv6);
        _connection.Dump<KernelAddress>(into, AddressCodec.TryRead);
    }

    /// <inheritdoc/>
    public void ReadRoutes(byte protocol, List<KernelRoute> into)
    {
        RouteCodec.WriteDump(_connection, KernelFamily.Ipv4, protocol);
        _connection.Dump<KernelRoute>(into, RouteCodec.TryRead);
        RouteCodec.WriteDump(_connection, KernelFamily.Ipv6, protocol);
        _connection.Dump<KernelRoute>(into, RouteCodec.TryRead);
    }

    /// <inheritdoc/>
    public IRouteReading BeginReadRoutes(byte protocol) => new RtnetlinkRouteReading(protocol);

    /// <inheritdoc/>
    public void ReadNeighbors(List<KernelNeighbor> into)
    {
        NeighborCodec.WriteDump(_connection, KernelFamily.Ipv4);
        _connection.Dump<KernelNeighbor>(into, NeighborCodec.TryRead);
        NeighborCodec.WriteDump(_connection, KernelFamily.Ipv6);
        _connection.Dump<KernelNeighbor>(into, NeighborCodec.TryRead);
    }

    /// <inheritdoc/>
    public void ReadForwarding(List<KernelForwarding> into)
    {
        NeighborCodec.WriteDump(_connection, KernelFamily.Bridge);
        _connection.Dump<KernelForwarding>(into, NeighborCodec.TryRead);
    }

    /// <inheritdoc/>
    public void ReadNextHops(List<KernelNextHop> into)
    {
        NextHopCodec.WriteDump(_connection);
        _connection.Dump<KernelNextHop>(into, NextHopCodec.TryRead);
    }

    /// <inheritdoc/>
    public void Submit(ReadOnlySpan<KernelChange> changes, Span<KernelResult> results)
    {
        int sent = 0;
        for (int i = 0; i < changes.Length; i++)
        {
            Write(changes[i]);
            if (_connection.IsFull || i == changes.Length - 1)
            {
                _connection.Submit(results[sent..(i + 1)]);
                sent = i + 1;
            }
        }
    }

    /// <inheritdoc/>
    public KernelResult CreateLink(KernelLinkSpec spec)
    {
        LinkCodec.WriteCreate(_connection, spec);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult ChangeLink(int index, in KernelLinkChange change)
    {
        LinkCodec.WriteChange(_connection, index, change);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult DeleteLink(int index)
    {
        LinkCodec.WriteDelete(_connection, index);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult SetBridgePort(int index, in BridgePortSettings settings)
    {
        BridgeCodec.WritePortSettings(_connection, index, settings);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult AddBridgeVlan(in KernelBridgeVlan vlan)
    {
        BridgeCodec.WriteVlan(_connection, vlan);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult PutAddress(in KernelAddress address)
    {
        AddressCodec.WritePut(_connection, address);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult DeleteAddress(in KernelAddress address)
    {
        AddressCodec.WriteDelete(_connection, address);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult PutRule(in KernelRule rule)
    {
        RuleCodec.WritePut(_connection, rule);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public KernelResult DeleteRule(in KernelRule rule)
    {
        RuleCodec.WriteDelete(_connection, rule);
        return _connection.Submit();
    }

    /// <inheritdoc/>
    public string? ReadSetting(string name) => KernelSettings.Read(name);

    /// <inheritdoc/>
    public KernelResult WriteSetting(string name, string value) => KernelSettings.Write(name, value);

    /// <inheritdoc/>
    public void ReadEvents(IKernelEvents sink) => _events.Read(sink);

    public void Dispose()
    {
        _events.Dispose();
        _connection.Dispose();
    }

    private void Write(in KernelChange change)
    {
        switch (change.Kind)
        {
            case KernelChangeKind.PutRoute:
                RouteCodec.WritePut(_connection, change.Route);
                break;
            case KernelChangeKind.DeleteRoute:
                RouteCodec.WriteDelete(_connection, change.Route);
                break;
            case KernelChangeKind.PutNeighbor:
                NeighborCodec.WritePut(_connection, change.Neighbor);
                break;
            case KernelChangeKind.DeleteNeighbor:
                NeighborCodec.WriteDelete(_connection, change.Neighbor);
                break;
            case KernelChangeKind.PutForwarding:
                NeighborCodec.WritePut(_connection, change.Forwarding);
                break;
            case KernelChangeKind.DeleteForwarding:
                NeighborCodec.WriteDelete(_connection, change.Forwarding);
                break;
            case KernelChangeKind.CreateNextHop:
                NextHopCodec.WritePut(_connection, change.NextHop, replace: false);
                break;
            case KernelChangeKind.ReplaceNextHop:
                NextHopCodec.WritePut(_connection, change.NextHop, replace: true);
                break;
            case KernelChangeKind.DeleteNextHop:
                NextHopCodec.WriteDelete(_connection, change.NextHop);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "unknown change");
        }
    }
}
