using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>The leases of local hosts, and at which port each MAC holds its leases.</summary>
internal sealed class LeaseTable(NodePlan plan)
{
    private readonly Dictionary<BindingKey, AddressGrant> _leases = [];
    private readonly Dictionary<AttachedMacKey, (PortIndex Port, int Leases, int Silent)> _anchors = [];
    private readonly HashSet<BindingKey> _silent = [];
    private readonly PriorityQueue<BindingKey, (Instant Due, BindingKey Key)> _queue = new();
    private readonly int[] _perPort = new int[plan.Ports.Length];

    public int Count => _leases.Count;

    /// <summary>In no particular order.</summary>
    public IEnumerable<AddressGrant> All => _leases.Values;

    /// <summary>When a lease may be over.</summary>
    public Instant Deadline => _queue.TryPeek(out _, out (Instant Due, BindingKey) order) ? order.Due : Instant.Never;

    public bool TryGet(BindingKey key, out AddressGrant lease) => _leases.TryGetValue(key, out lease);

    /// <summary>The port where a MAC holds leases; none where it holds none, or its host has left.</summary>
    public PortIndex AnchorOf(SegmentId segment, MacAddress mac) =>
        _anchors.TryGetValue(new AttachedMacKey(segment, mac), out (PortIndex Port, int Leases, int Silent) anchor) && anchor.Silent < anchor.Leases
            ? anchor.Port
            : PortIndex.None;

    /// <summary>True when a port may have one lease more.</summary>
    public bool HasRoom(PortIndex port) =>
        _leases.Count < plan.Fabric.Limits.HostsPerNode && _perPort[port.Value] < plan.Fabric.Limits.HostsPerPort;

    public void Set(in AddressGrant lease)
    {
        BindingKey key = new(lease.Segment, lease.Address);
        Remove(key);
        _leases.Add(key, lease);
        _perPort[lease.Port.Value]++;
        AttachedMacKey mac = new(lease.Segment, lease.Mac);
        (PortIndex _, int leases, int silent) = _anchors.GetValueOrDefault(mac);
        _anchors[mac] = (lease.Port, leases + 1, silent);
        Queue(key, lease.Expires);
    }

    /// <summary>Nobody answers for a leased address any more: it is no reason to think that its MAC is where it was, until the lease is seen again.</summary>
    public void NoteSilence(BindingKey key)
    {
        if (_leases.TryGetValue(key, out AddressGrant lease) && _silent.Add(key))
        {
            AttachedMacKey mac = new(lease.Segment, lease.Mac);
            _anchors[mac] = _anchors[mac] with { Silent = _anchors[mac].Silent + 1 };
        }
    }

    /// <summary>Forgets a lease; false when there is none.</summary>
    public bool Remove(BindingKey key)
    {
        if (!_leases.Remove(key, out AddressGrant lease))
        {
            return false;
        }

        _perPort[lease.Port.Value]--;
        AttachedMacKey mac = new(lease.Segment, lease.Mac);
        (PortIndex port, int leases, int silent) = _anchors[mac];
        silent -= _silent.Remove(key) ? 1 : 0;
        if (leases == 1)
        {
            _anchors.Remove(mac);
        }
        else
        {
            _anchors[mac] = (port, leases - 1, silent);
        }

        return true;
    }

    /// <summary>Takes the next lease that is over; false when there is none.</summary>
    public bool TryExpire(Instant now, out AddressGrant lease)
    {
        while (_queue.TryPeek(out BindingKey key, out (Instant Due, BindingKey) order) && order.Due <= now)
        {
            _queue.Dequeue();
            if (_leases.TryGetValue(key, out lease) && lease.Expires == order.Due)
            {
                Remove(key);
                return true;
            }
        }

        lease = default;
        return false;
    }

    /// <summary>Renewals leave their old deadlines behind; these are thrown out when they are the greater part.</summary>
    private void Queue(BindingKey key, Instant expires)
    {
        if (expires == Instant.Never)
        {
            return;
        }

        _queue.Enqueue(key, (expires, key));
        if (_queue.Count > (2 * _leases.Count) + StaleDeadlines)
        {
            _queue.Clear();
            foreach ((BindingKey own, AddressGrant lease) in _leases)
            {
                if (lease.Expires != Instant.Never)
                {
                    _queue.Enqueue(own, (lease.Expires, own));
                }
            }
        }
    }

    private const int StaleDeadlines = 1_024;
}
