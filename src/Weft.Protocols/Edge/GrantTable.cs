using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>Addresses that were given to hosts for a time, by a lease or by another leaf's word.</summary>
internal sealed class GrantTable(int limit)
{
    private const int MinimumQueue = 64;

    private readonly Dictionary<BindingKey, AddressGrant> _grants = [];
    private readonly Dictionary<AttachedMacKey, int> _macs = [];
    private readonly PriorityQueue<BindingKey, Instant> _expiries = new();

    private readonly HashSet<BindingKey> _changed = [];

    /// <summary>True where somebody takes what changed.</summary>
    public bool KeepsChanges { get; set; }

    public IEnumerable<AddressGrant> All => _grants.Values;

    public int Count => _grants.Count;

    /// <summary>When the next one may end.</summary>
    public Instant NextDeadline => _expiries.TryPeek(out _, out Instant due) ? due : Instant.Never;

    public bool TryGet(BindingKey key, out AddressGrant grant) => _grants.TryGetValue(key, out grant);

    public bool HasMac(SegmentId segment, MacAddress mac) => _macs.ContainsKey(new AttachedMacKey(segment, mac));

    /// <summary>Puts a grant in; false when there are too many.</summary>
    public bool Set(in AddressGrant grant)
    {
        BindingKey key = new(grant.Segment, grant.Address);
        if (!_grants.ContainsKey(key) && _grants.Count >= limit)
        {
            return false;
        }

        Remove(key);
        Note(key);
        _grants[key] = grant;
        AttachedMacKey mac = new(grant.Segment, grant.Mac);
        _macs[mac] = _macs.GetValueOrDefault(mac) + 1;
        if (grant.Expires != Instant.Never)
        {
            _expiries.Enqueue(key, grant.Expires);
            DropRenewed();
        }

        return true;
    }

    /// <summary>Renewed grants stand in the queue several times; a host that renews without end must not fill it.</summary>
    private void DropRenewed()
    {
        if (_expiries.Count <= MinimumQueue + (4 * _grants.Count))
        {
            return;
        }

        _expiries.Clear();
        foreach ((BindingKey key, AddressGrant grant) in _grants)
        {
            if (grant.Expires != Instant.Never)
            {
                _expiries.Enqueue(key, grant.Expires);
            }
        }
    }

    public bool Remove(BindingKey key)
    {
        if (!_grants.Remove(key, out AddressGrant grant))
        {
            return false;
        }

        Note(key);
        AttachedMacKey mac = new(grant.Segment, grant.Mac);
        if (--_macs[mac] == 0)
        {
            _macs.Remove(mac);
        }

        return true;
    }

    /// <summary>Appends the keys of what was given, renewed or ended since the last time.</summary>
    public void TakeChanges(List<BindingKey> into)
    {
        into.AddRange(_changed);
        _changed.Clear();
    }

    private void Note(BindingKey key)
    {
        if (KeepsChanges)
        {
            _changed.Add(key);
        }
    }

    /// <summary>Takes out one that has expired; false when there is none.</summary>
    public bool TryExpire(Instant now, out AddressGrant grant)
    {
        while (_expiries.TryPeek(out BindingKey key, out Instant due) && due <= now)
        {
            _expiries.Dequeue();

            // One that was renewed stands in the queue again.
            if (_grants.TryGetValue(key, out grant) && grant.Expires <= now)
            {
                Remove(key);
                return true;
            }
        }

        grant = default;
        return false;
    }
}
