using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Where a bridge has last seen each MAC of a VLAN as source (IEEE 802.1Q-2022, 8.8).</summary>
internal sealed class MacTable
{
    private readonly Dictionary<(VlanId Vlan, MacAddress Mac), (LogicalPort Port, Instant Until)> _entries = [];

    /// <summary>Notes a source. A full table learns nothing new, and what it does not know is flooded.</summary>
    public void Learn(Instant now, VlanId vlan, MacAddress mac, LogicalPort port)
    {
        if (!mac.IsGroup && (_entries.Count < ClassicTiming.MacLimit || _entries.ContainsKey((vlan, mac))))
        {
            _entries[(vlan, mac)] = (port, now + ClassicTiming.MacAge);
        }
    }

    public LogicalPort? Find(Instant now, VlanId vlan, MacAddress mac) =>
        _entries.TryGetValue((vlan, mac), out (LogicalPort Port, Instant Until) entry) && now < entry.Until ? entry.Port : null;

    /// <summary>The virtual MACs that are known, with their ports, sorted.</summary>
    public IEnumerable<(MacAddress Mac, LogicalPort Port)> VirtualMacs(Instant now) => _entries
        .Where(entry => entry.Key.Mac.IsVirtualRouter && now < entry.Value.Until)
        .OrderBy(entry => entry.Key.Vlan).ThenBy(entry => entry.Key.Mac)
        .Select(entry => (entry.Key.Mac, entry.Value.Port));

    /// <summary>Forgets everything, as bridges do when the tree has changed (IEEE 802.1Q-2022, 13.29.14).</summary>
    public void Clear() => _entries.Clear();
}
