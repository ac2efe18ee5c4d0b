using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The forwarding table of a learning bridge (IEEE 802.1Q-2018 clause 8.8): which port a MAC of a VLAN was last seen at.</summary>
public sealed class LearningBridge
{
    /// <summary>How long a MAC that is not seen again is remembered.</summary>
    public static readonly TimeSpan Ageing = TimeSpan.FromSeconds(300);

    /// <summary>Most entries; further MACs are not learned, and flooded.</summary>
    public const int TableLimit = 4096;

    private readonly Dictionary<(VlanId Vlan, MacAddress Mac), (int Port, Instant Seen)> _entries = [];

    public int Count => _entries.Count;

    /// <summary>Notes where a frame came from. Group addresses are nobody's.</summary>
    public void Learn(Instant now, VlanId vlan, MacAddress mac, int port)
    {
        if (mac.IsGroup || (_entries.Count >= TableLimit && !_entries.ContainsKey((vlan, mac))))
        {
            return;
        }

        _entries[(vlan, mac)] = (port, now);
    }

    /// <summary>The port of a MAC; false when it must be flooded.</summary>
    public bool TryFind(Instant now, VlanId vlan, MacAddress mac, out int port)
    {
        bool found = _entries.TryGetValue((vlan, mac), out (int Port, Instant Seen) entry) && now <= entry.Seen + Ageing;
        port = entry.Port;
        return found;
    }

    /// <summary>Forgets what was seen at a port.</summary>
    public void Forget(int port)
    {
        foreach (((VlanId Vlan, MacAddress Mac) key, (int Port, Instant Seen) entry) in _entries)
        {
            if (entry.Port == port)
            {
                _entries.Remove(key);
            }
        }
    }
}
