using Weft.Model;

namespace Weft.Linux;

/// <summary>Which binding an address of a VRF belongs to. Almost always there is one; when an address is bound on several segments the
/// lowest segment has the route.</summary>
internal sealed class LocalHosts
{
    private readonly Dictionary<HostKey, BindingKey> _first = [];
    private readonly Dictionary<HostKey, SortedSet<BindingKey>> _others = [];

    internal IEnumerable<HostKey> Keys => _first.Keys;

    internal bool TryGet(HostKey key, out BindingKey binding) => _first.TryGetValue(key, out binding);

    internal void Add(VrfId vrf, BindingKey binding)
    {
        HostKey key = new(vrf, binding.Address);
        if (_first.TryAdd(key, binding) || _first[key] == binding)
        {
            return;
        }

        if (!_others.TryGetValue(key, out SortedSet<BindingKey>? others))
        {
            _others[key] = others = [];
        }

        others.Add(binding);
        others.Add(_first[key]);
        _first[key] = others.Min;
        others.Remove(others.Min);
    }

    internal void Remove(VrfId vrf, BindingKey binding)
    {
        HostKey key = new(vrf, binding.Address);
        if (_others.TryGetValue(key, out SortedSet<BindingKey>? others))
        {
            if (!others.Remove(binding) && _first.GetValueOrDefault(key) == binding)
            {
                _first[key] = others.Min;
                others.Remove(others.Min);
            }

            if (others.Count == 0)
            {
                _others.Remove(key);
            }
        }
        else if (_first.TryGetValue(key, out BindingKey first) && first == binding)
        {
            _first.Remove(key);
        }
    }

    internal void Clear()
    {
        _first.Clear();
        _others.Clear();
    }
}
