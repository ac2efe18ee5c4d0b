using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Hosts;

/// <summary>The addresses last bound to each MAC, here or elsewhere: what moves when a MAC moves. The entries themselves are the links of
/// the lists.</summary>
internal sealed class MacIndex
{
    private readonly PagedDictionary<MacAddress, HostEntry> _first = new();

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

        ref HostEntry? first = ref _first.Slot(mac, out _)!;
        entry.NextOfMac = first;
        entry.IndexedMac = mac;
        first = entry;
    }

    public void Remove(HostEntry entry)
    {
        if (entry.IndexedMac != MacAddress.Zero && _first.TryGetValue(entry.IndexedMac, out HostEntry? first))
        {
            Unlink(entry, first);
        }

        entry.NextOfMac = null;
        entry.IndexedMac = MacAddress.Zero;
    }

    /// <summary>Appends the entries of a MAC, sorted by key so that the order does not depend on history.</summary>
    public void CopyTo(MacAddress mac, List<HostEntry> into)
    {
        int start = into.Count;
        for (HostEntry? entry = _first.GetValueOrDefault(mac); entry is not null; entry = entry.NextOfMac)
        {
            into.Add(entry);
        }

        into.Sort(start, into.Count - start, Comparer<HostEntry>.Create(static (a, b) => a.Key.CompareTo(b.Key)));
    }

    public int CountOf(MacAddress mac)
    {
        int count = 0;
        for (HostEntry? entry = _first.GetValueOrDefault(mac); entry is not null; entry = entry.NextOfMac)
        {
            count++;
        }

        return count;
    }

    private void Unlink(HostEntry entry, HostEntry first)
    {
        if (first != entry)
        {
            HostEntry before = first;
            while (before.NextOfMac != entry)
            {
                before = before.NextOfMac ?? throw new InvalidOperationException($"{entry.Key} is not listed under its MAC");
            }

            before.NextOfMac = entry.NextOfMac;
        }
        else if (entry.NextOfMac is { } next)
        {
            _first[entry.IndexedMac] = next;
        }
        else
        {
            _first.Remove(entry.IndexedMac);
        }
    }
}
