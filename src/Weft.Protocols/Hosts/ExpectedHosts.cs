using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>Where the manager has said that hosts are about to be.</summary>
/// <param name="limit">How many places may be kept.</param>
internal sealed class ExpectedHosts(int limit)
{
    private readonly Dictionary<(PortIndex Port, MacAddress Mac), Instant> _until = [];
    private readonly List<(PortIndex Port, MacAddress Mac)> _over = [];

    /// <summary>Keeps a word, in place of an earlier one for the same host and port; false when there are too many.</summary>
    public bool TryAdd(Instant now, in HostExpectation word)
    {
        (PortIndex, MacAddress) key = (word.Port, word.Mac);
        if (_until.Count >= limit && !_until.ContainsKey(key))
        {
            RemoveOver(now);
            if (_until.Count >= limit)
            {
                return false;
            }
        }

        _until[key] = now + word.Lifetime;
        return true;
    }

    /// <summary>True when a host is expected at a port.</summary>
    public bool Contains(Instant now, PortIndex port, MacAddress mac) => _until.TryGetValue((port, mac), out Instant until) && now < until;

    /// <summary>A host has left: whoever shows himself as it there once more does so without the manager's word.</summary>
    public void Remove(PortIndex port, MacAddress mac) => _until.Remove((port, mac));

    /// <summary>Writes what is kept, in order.</summary>
    public void WriteState(StateWriter writer)
    {
        foreach (((PortIndex port, MacAddress mac), Instant until) in _until.OrderBy(item => item.Key.Port.Value).ThenBy(item => item.Key.Mac))
        {
            writer.Add(port.Value);
            writer.Add((long)mac.Value);
            writer.Add(until);
        }
    }

    private void RemoveOver(Instant now)
    {
        _over.Clear();
        _over.AddRange(_until.Where(item => item.Value <= now).Select(item => item.Key));
        foreach ((PortIndex, MacAddress) key in _over)
        {
            _until.Remove(key);
        }
    }
}
