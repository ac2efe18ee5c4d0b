using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>The addresses last bound to each MAC, here or elsewhere: what moves when a MAC moves.</summary>
internal sealed class MacIndex
{
    private readonly Dictionary<MacAddress, List<HostEntry>> _entries = [];

    /// <summary>Lists an entry under a MAC instead of the one it was listed under.</summary>
    public void Set(HostEntry entry, MacAddress mac)
    {
        if (entry.IndexedMac == mac)
        {
            return;
        }

        Remove(entry);
        if (mac == MacAddress.Zero)
        {
            return;
        }

        if (!_entries.TryGetValue(mac, out List<HostEntry>? list))
        {
            list = new List<HostEntry>(1);
            _entries.Add(mac, list);
        }

        list.Add(entry);
        entry.IndexedMac = mac;
    }

    public void Remove(HostEntry entry)
    {
        if (entry.IndexedMac != MacAddress.Zero && _entries.TryGetValue(entry.IndexedMac, out List<HostEntry>? list))
        {
            list.Remove(entry);
            if (list.Count == 0)
            {
                _entries.Remove(entry.IndexedMac);
            }
        }

        entry.IndexedMac = MacAddress.Zero;
    }

    /// <summary>Appends the entries of a MAC, sorted by key so that the order does not depend on history.</summary>
    public void CopyTo(MacAddress mac, List<HostEntry> into)
    {
        if (_entries.TryGetValue(mac, out List<HostEntry>? list))
        {
            into.AddRange(list);
            into.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        }
    }

    public int CountOf(MacAddress mac) => _entries.TryGetValue(mac, out List<HostEntry>? list) ? list.Count : 0;
}
