using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The MACs of neighbours: local hosts and nodes of the fabric from the node's tables, outside routers as the world says, and everybody else
/// by asking, with the timers of the Linux kernel.</summary>
internal sealed class PlaneNeighbors(PlaneCall call, BoundHosts hosts, PacketSender sender)
{
    /// <summary>Between two questions (retrans_time).</summary>
    public static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(1);

    /// <summary>Questions before a neighbour counts as silent (mcast_solicit).</summary>
    public const int MostQuestions = 3;

    /// <summary>A neighbour that was heard within this time is not asked (base_reachable_time).</summary>
    public static readonly TimeSpan ReachableTime = TimeSpan.FromSeconds(30);

    /// <summary>A neighbour that nobody needed for this long is forgotten (gc_stale_time).</summary>
    public static readonly TimeSpan StaleTime = TimeSpan.FromSeconds(60);

    /// <summary>Packets that wait for one neighbour (unres_qlen).</summary>
    public const int MostWaiting = 101;

    /// <summary>Neighbours that were found by asking, or are asked for.</summary>
    public const int MostNeighbors = 8192;

    private readonly Dictionary<FabricNeighborKey, MacAddress> _fabric = [];
    private readonly HashSet<FabricNeighborKey> _adopted = [];
    private readonly Dictionary<FabricNeighborKey, MacAddress> _outside = [];
    private readonly PagedDictionary<NeighborKey, FoundNeighbor> _found = new();
    private readonly List<FoundNeighbor> _due = [];

    /// <summary>When <see cref="HandleTimer"/> must be called at the latest.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>Told of packets whose neighbour stays silent.</summary>
    public Action<VrfId, byte[]>? Unreachable { get; set; }

    public void SetFabric(FabricNeighborKey key, MacAddress mac)
    {
        _fabric[key] = mac;
        _adopted.Remove(key);
    }

    public void RemoveFabric(FabricNeighborKey key)
    {
        _fabric.Remove(key);
        _adopted.Remove(key);
    }

    public void AdoptFabric(FabricNeighborKey key)
    {
        if (_fabric.ContainsKey(key))
        {
            _adopted.Add(key);
        }
    }

    public void AdoptAll() => _adopted.UnionWith(_fabric.Keys);

    public void DropAdopted()
    {
        foreach (FabricNeighborKey key in _adopted)
        {
            _fabric.Remove(key);
        }

        _adopted.Clear();
    }

    public void SetOutside(FabricNeighborKey key, MacAddress mac) => _outside[key] = mac;

    public void RemoveOutside(FabricNeighborKey key) => _outside.Remove(key);

    /// <summary>The MAC of a neighbour, if it is known. One that was not heard for long is asked again, and used meanwhile.</summary>
    public bool TryFind(RoutedInterface at, IpAddress address, out MacAddress mac)
    {
        if (TryFindInTables(at, address, out mac))
        {
            return true;
        }

        mac = MacAddress.Zero;
        if (_found.Count == 0 || !_found.TryGetValue(new NeighborKey(at, address), out FoundNeighbor? neighbor) || neighbor.Mac == MacAddress.Zero)
        {
            return false;
        }

        mac = neighbor.Mac;
        if (neighbor.Due == Instant.Never && neighbor.Heard + ReachableTime <= call.Now)
        {
            Ask(neighbor);
        }

        return true;
    }

    /// <summary>Keeps a packet until its neighbour answers, and asks for it.</summary>
    public void Wait(RoutedInterface at, IpAddress address, ReadOnlySpan<byte> frame, in PlaneStep step)
    {
        if (_found.Count >= MostNeighbors && !_found.ContainsKey(new NeighborKey(at, address)))
        {
            call.Drop(PlaneDrop.QueueFull, frame, step);
            return;
        }

        ref FoundNeighbor? slot = ref _found.Slot(new NeighborKey(at, address), out _)!;
        FoundNeighbor neighbor = slot ??= new FoundNeighbor(new NeighborKey(at, address));
        if (neighbor.Waiting.Count >= MostWaiting)
        {
            call.Drop(PlaneDrop.QueueFull, frame, step);
            return;
        }

        neighbor.Waiting.Add(new WaitingPacket(frame.ToArray(), step));
        if (neighbor.Due == Instant.Never)
        {
            Ask(neighbor);
        }
    }

    /// <summary>A neighbour said where it is. Only one who asked us is remembered without having been asked for.</summary>
    public void Learn(RoutedInterface at, IpAddress address, MacAddress mac, bool mayAdd)
    {
        if (mac.IsGroup || mac == MacAddress.Zero || !address.IsHostUnicast)
        {
            return;
        }

        NeighborKey key = new(at, address);
        if (!_found.TryGetValue(key, out FoundNeighbor? neighbor))
        {
            if (!mayAdd || _found.Count >= MostNeighbors)
            {
                return;
            }

            _found[key] = neighbor = new FoundNeighbor(key);
        }

        neighbor.Mac = mac;
        neighbor.Heard = call.Now;
        neighbor.Asked = 0;
        neighbor.Due = Instant.Never;
        NextDeadline = Instant.Min(NextDeadline, call.Now + StaleTime);
        foreach (WaitingPacket packet in neighbor.Waiting)
        {
            sender.Send(at, mac, packet.Frame, packet.Step);
        }

        neighbor.Waiting.Clear();
    }

    /// <summary>The node's tables name a neighbour that may be asked for: what waits for it leaves with the next timer.</summary>
    public void BecameKnown(NeighborKey key)
    {
        if (_found.Count > 0 && _found.TryGetValue(key, out FoundNeighbor? neighbor) && neighbor.Waiting.Count > 0)
        {
            neighbor.Due = Instant.Zero;
            NextDeadline = Instant.Zero;
        }
    }

    /// <summary>Asks again, gives up, forgets.</summary>
    public void HandleTimer()
    {
        _due.Clear();
        NextDeadline = Instant.Never;
        foreach (KeyValuePair<NeighborKey, FoundNeighbor> row in _found)
        {
            FoundNeighbor neighbor = row.Value;
            Instant due = neighbor.Due == Instant.Never ? neighbor.Heard + StaleTime : neighbor.Due;
            if (due <= call.Now)
            {
                _due.Add(neighbor);
            }
            else
            {
                NextDeadline = Instant.Min(NextDeadline, due);
            }
        }

        foreach (FoundNeighbor neighbor in _due)
        {
            if (neighbor.Waiting.Count > 0 && TryFindInTables(neighbor.Key.Interface, neighbor.Key.Address, out MacAddress mac))
            {
                Learn(neighbor.Key.Interface, neighbor.Key.Address, mac, mayAdd: false);
                continue;
            }

            if (neighbor.Due != Instant.Never && neighbor.Asked < MostQuestions)
            {
                Ask(neighbor);
                continue;
            }

            _found.Remove(neighbor.Key);
            GiveUp(neighbor);
        }
    }

    private void GiveUp(FoundNeighbor neighbor)
    {
        foreach (WaitingPacket packet in neighbor.Waiting)
        {
            call.In = packet.Step.In;
            call.Drop(PlaneDrop.NoNeighbor, packet.Frame, packet.Step);
            call.In = PortIndex.None;
            Unreachable?.Invoke(packet.Step.Vrf, packet.Frame);
        }
    }

    private bool TryFindInTables(RoutedInterface at, IpAddress address, out MacAddress mac)
    {
        if (at.Segment is { } segment)
        {
            return hosts.TryFindMac(segment.Id, address, out mac);
        }

        FabricNeighborKey key = new(at.Port!.Index, address);
        return _fabric.TryGetValue(key, out mac) || _outside.TryGetValue(key, out mac);
    }

    private void Ask(FoundNeighbor neighbor)
    {
        neighbor.Asked++;
        neighbor.Due = call.Now + AskInterval;
        NextDeadline = Instant.Min(NextDeadline, neighbor.Due);
        sender.Ask(neighbor.Key.Interface, neighbor.Key.Address, neighbor.Mac);
    }
}
