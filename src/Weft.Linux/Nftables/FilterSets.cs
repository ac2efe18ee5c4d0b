using System.Globalization;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>The elements of the rule set's sets that change while the node runs. On nodes without segments every call succeeds and does nothing.</summary>
public sealed class FilterSets : IFilterSets, IDisposable
{
    // Ethernet types in network byte order, as the set holds them.
    private static readonly byte[] ArpType = [0x08, 0x06];
    private static readonly byte[] Ipv6Type = [0x86, 0xDD];

    private readonly NodePlan _plan;
    private readonly SetTransaction? _transaction;
    private readonly HashSet<AttachedMacKey> _attached = [];
    private readonly Dictionary<SegmentId, SegmentPolicies> _policies;
    private readonly HashSet<BoundHost> _bound = [];
    private readonly HashSet<SegmentId> _guarded;
    private bool _uncertain = true;
    private bool _isBoundUncertain = true;

    /// <summary>Opens the connection to the kernel, in the calling thread's network namespace. The rule set must be loaded.</summary>
    public FilterSets(NodePlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        _plan = plan;
        _policies = new Dictionary<SegmentId, SegmentPolicies>(SegmentPolicies.OfNode(plan).Where(segment => segment.Value.Restricts));
        _guarded =
        [
            .. plan.Segments.Where(segment => segment.HasGateway).Select(segment => segment.Id)
                .Where(id => plan.Ports.Any(port => port.IsGuarded && port.Segments.Any(member => member.Segment == id))),
        ];
        _transaction = plan.Segments.Any(segment => segment.HasGateway) ? new SetTransaction() : null;
    }

    /// <inheritdoc/>
    /// <remarks>The filter does not know ports: <see cref="PortIndex.None"/> stands for all.</remarks>
    public void ReadAttachedMacs(List<AttachedMac> into)
    {
        _attached.Clear();
        _uncertain = false;
        if (_transaction is null)
        {
            return;
        }

        List<byte[]> keys = [];
        foreach (SegmentPlan segment in _plan.Segments.Where(segment => segment.HasGateway))
        {
            keys.Clear();
            if (!TryReadKeys(FilterNames.Attached(segment.Id), keys))
            {
                _uncertain = true;
                continue;
            }

            foreach (byte[] key in keys)
            {
                AttachedMacKey attached = new(segment.Id, MacAddress.Read(key));
                if (!_attached.Add(attached))
                {
                    // A set that the kernel is just resizing may be walked twice in part.
                    continue;
                }

                into.Add(new AttachedMac(attached, new AttachedMacRow(PortIndex.None)));
            }
        }
    }

    /// <inheritdoc/>
    public bool ApplyAttachedMacs(ReadOnlySpan<AttachedMac> added, ReadOnlySpan<AttachedMac> removed)
    {
        if (_transaction is null)
        {
            return true;
        }

        // After a failure (somebody else changed the sets, an answer was lost): look at what is there and try once more.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            if (_uncertain)
            {
                ReadAttachedMacs([]);
            }

            _uncertain = !TryApply(added, removed).Succeeded;
            if (!_uncertain)
            {
                return true;
            }
        }

        return false;
    }

    /// <inheritdoc/>
    public void ReadBoundHosts(List<BoundHost> into)
    {
        _bound.Clear();
        _isBoundUncertain = false;
        List<byte[]> keys = [];
        foreach (SegmentId segment in _guarded)
        {
            keys.Clear();
            if (!TryReadKeys(FilterNames.Bound4(segment), keys) || !TryReadKeys(FilterNames.Bound6(segment), keys))
            {
                _isBoundUncertain = true;
                continue;
            }

            foreach (byte[] key in keys)
            {
                if (SeenKey.TryRead(key, out int index, out MacAddress mac, out IpAddress address) && _bound.Add(new BoundHost(segment, index, mac, address)))
                {
                    into.Add(new BoundHost(segment, index, mac, address));
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool ApplyBoundHosts(ReadOnlySpan<BoundHost> added, ReadOnlySpan<BoundHost> removed)
    {
        if (_guarded.Count == 0)
        {
            return true;
        }

        for (int attempt = 0; attempt < 2; attempt++)
        {
            if (_isBoundUncertain)
            {
                ReadBoundHosts([]);
            }

            _isBoundUncertain = !TryApply(added, removed).Succeeded;
            if (!_isBoundUncertain)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Tells the filter that the daemon answers ARP and ND itself, for the given time from now on.</summary>
    public bool KeepAlive(TimeSpan lifetime)
    {
        if (_transaction is null)
        {
            return true;
        }

        // Before Linux 6.12 adding an element again does not renew it. Emptying the set first succeeds whatever it holds, and
        // nobody sees it empty; removing elements that have expired would fail, and undoing takes the kernel milliseconds.
        _transaction.Clear(FilterNames.Alive);
        AddAlive(_transaction, lifetime);
        return _transaction.Commit().Succeeded;
    }

    /// <summary>Hands ARP and ND over to the kernel at once.</summary>
    public bool LetGo()
    {
        _transaction?.Clear(FilterNames.Alive);
        return _transaction?.Commit().Succeeded ?? true;
    }

    /// <summary>Makes the filter report a host's next packet as its first again. A host that it does not know is no error.</summary>
    /// <param name="packet">The host.</param>
    /// <param name="interfaceIndex">The kernel's index of its port.</param>
    public void Forget(in FirstPacket packet, int interfaceIndex)
    {
        if (_transaction is null || _plan.Ports[packet.Port.Value].SegmentOf(packet.Tag) is not { } segment)
        {
            return;
        }

        Span<byte> key = stackalloc byte[SeenKey.MaximumLength];
        int length = SeenKey.Write(key, interfaceIndex, packet.Mac, packet.Address);
        Forget(packet.Address.IsIpv6 ? FilterNames.Seen6(segment) : FilterNames.Seen4(segment), key[..length]);
        if (_guarded.Contains(segment))
        {
            Forget(packet.Address.IsIpv6 ? FilterNames.Unknown6(segment) : FilterNames.Unknown4(segment), key[..length]);
        }

        _transaction.Commit();
    }

    /// <summary>Makes the filter report every host anew; for when reports were lost.</summary>
    public bool ForgetAll()
    {
        if (_transaction is null)
        {
            return true;
        }

        foreach (SegmentPlan segment in _plan.Segments.Where(segment => segment.HasGateway))
        {
            _transaction.Clear(FilterNames.Seen4(segment.Id));
            _transaction.Clear(FilterNames.Seen6(segment.Id));
            if (_guarded.Contains(segment.Id))
            {
                _transaction.Clear(FilterNames.Unknown4(segment.Id));
                _transaction.Clear(FilterNames.Unknown6(segment.Id));
            }
        }

        return _transaction.Commit().Succeeded;
    }

    /// <summary>How many frames each kind of rule has caught. Empty without a table.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> ReadCounters()
    {
        List<KeyValuePair<string, long>> counters = [];
        try
        {
            _transaction?.ReadCounters(counters);
        }
        catch (KernelException exception) when (exception.Error == Errno.NoEntry)
        {
            counters.Clear();
        }

        counters.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        return counters;
    }

    public void Dispose() => _transaction?.Dispose();

    /// <summary>The segment that a report's prefix names.</summary>
    internal static bool TryReadSegment(ReadOnlySpan<char> prefix, out SegmentId segment)
    {
        bool valid = uint.TryParse(prefix, NumberStyles.None, CultureInfo.InvariantCulture, out uint value);
        segment = new SegmentId(value);
        return valid;
    }

    // An element that is not there would make the kernel abort the transaction, and an abort waits for an RCU grace period, ten
    // milliseconds and more, in the midst of a move. Added first, there is always one to remove.
    private void Forget(string set, ReadOnlySpan<byte> key)
    {
        _transaction!.Add(set, key);
        _transaction.Remove(set, key);
    }

    private static void AddAlive(SetTransaction transaction, TimeSpan lifetime)
    {
        transaction.Add(FilterNames.Alive, ArpType, lifetime);
        transaction.Add(FilterNames.Alive, Ipv6Type, lifetime);
    }

    // Without its table the filter holds nothing; the daemon notices and loads it again.
    private bool TryReadKeys(string set, List<byte[]> into)
    {
        try
        {
            _transaction!.ReadKeys(set, into);
            return true;
        }
        catch (KernelException exception) when (exception.Error == Errno.NoEntry)
        {
            return false;
        }
    }

    private KernelResult TryApply(ReadOnlySpan<AttachedMac> added, ReadOnlySpan<AttachedMac> removed)
    {
        Span<byte> key = stackalloc byte[8];
        key.Clear();
        foreach (AttachedMac row in added)
        {
            if (_attached.Add(row.Key) && IsFiltered(row.Key.Segment))
            {
                row.Key.Mac.Write(key);
                _transaction!.Add(FilterNames.Attached(row.Key.Segment), key[..MacAddress.Length]);
                if (_policies.TryGetValue(row.Key.Segment, out SegmentPolicies? policies) && policies.MayRestrict(row.Key.Mac))
                {
                    _transaction.Add(PolicyNames.Arrived, key[..MacAddress.Length], PolicyArrival.Window);
                }

                if (CommitIfFull() is { Succeeded: false } failed)
                {
                    return failed;
                }
            }
        }

        foreach (AttachedMac row in removed)
        {
            if (_attached.Remove(row.Key) && IsFiltered(row.Key.Segment))
            {
                row.Key.Mac.Write(key);
                _transaction!.Remove(FilterNames.Attached(row.Key.Segment), key[..MacAddress.Length]);
                if (CommitIfFull() is { Succeeded: false } failed)
                {
                    return failed;
                }
            }
        }

        return _transaction!.Commit();
    }

    private KernelResult TryApply(ReadOnlySpan<BoundHost> added, ReadOnlySpan<BoundHost> removed)
    {
        foreach (BoundHost host in removed)
        {
            if (_bound.Remove(host) && _guarded.Contains(host.Segment))
            {
                Write(host, isAdded: false);
                if (CommitIfFull() is { Succeeded: false } failed)
                {
                    return failed;
                }
            }
        }

        foreach (BoundHost host in added)
        {
            if (_guarded.Contains(host.Segment) && _bound.Add(host))
            {
                Write(host, isAdded: true);
                if (CommitIfFull() is { Succeeded: false } failed)
                {
                    return failed;
                }
            }
        }

        return _transaction!.Commit();
    }

    private void Write(in BoundHost host, bool isAdded)
    {
        Span<byte> key = stackalloc byte[SeenKey.MaximumLength];
        int length = SeenKey.Write(key, host.Interface, host.Mac, host.Address);
        WriteElement(host.Address.IsIpv6 ? FilterNames.Bound6(host.Segment) : FilterNames.Bound4(host.Segment), key[..length], isAdded);
        if (host.Address.IsIpv6)
        {
            WriteElement(FilterNames.Target6(host.Segment), key[..length], isAdded);
        }
    }

    private void WriteElement(string set, ReadOnlySpan<byte> key, bool isAdded)
    {
        if (isAdded)
        {
            _transaction!.Add(set, key);
        }
        else
        {
            _transaction!.Remove(set, key);
        }
    }

    private bool IsFiltered(SegmentId segment) => _plan.FindSegment(segment) is { HasGateway: true };

    private KernelResult CommitIfFull() => _transaction!.IsFull ? _transaction.Commit() : KernelResult.Success;
}
