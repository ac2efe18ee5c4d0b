using Weft.Model;

namespace Weft.Simulation;

/// <summary>The forwarding entries of a node's bridges: learned, moved and aged as a Linux bridge does.</summary>
internal sealed class BridgeTable
{
    /// <summary>An entry that nobody refreshes is forgotten after this long (IEEE 802.1D-2004 table 7-5).</summary>
    public static readonly TimeSpan AgeingTime = TimeSpan.FromSeconds(300);

    /// <summary>Most entries; what is above is flooded.</summary>
    public const int MaximumEntries = 131_072;

    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(60);

    private readonly PagedDictionary<AttachedMacKey, BridgeEntry> _entries = new();

    /// <summary>When <see cref="Sweep"/> is due.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    public IReadOnlyDictionary<AttachedMacKey, BridgeEntry> Entries => _entries;

    public bool TryFind(Instant now, AttachedMacKey key, out BridgeEntry entry) =>
        _entries.TryGetValue(key, out entry) && (entry.IsAttached || now < entry.Seen + AgeingTime);

    /// <summary>True for a MAC that the node's tables say is attached.</summary>
    public bool IsAttached(AttachedMacKey key) => _entries.TryGetValue(key, out BridgeEntry entry) && entry.IsAttached;

    /// <summary>Notes that a MAC speaks behind a port.</summary>
    public void Learn(Instant now, AttachedMacKey key, PortIndex port)
    {
        if (_entries.Count >= MaximumEntries && !_entries.ContainsKey(key))
        {
            return;
        }

        ref BridgeEntry entry = ref _entries.Slot(key, out bool exists);
        entry = new BridgeEntry(port, exists ? entry.Installed : PortIndex.None, now) { IsAdopted = exists && entry.IsAdopted };
        if (!exists && NextDeadline == Instant.Never)
        {
            NextDeadline = now + SweepInterval;
        }
    }

    /// <summary>Installs an attached MAC.</summary>
    public void Attach(Instant now, AttachedMacKey key, PortIndex port) => _entries[key] = new BridgeEntry(port, port, now);

    /// <summary>Takes an attached MAC out. Where it has been seen at another port since, it is no longer attached, but the bridge still knows it.</summary>
    public void Detach(AttachedMacKey key)
    {
        if (!_entries.TryGetValue(key, out BridgeEntry entry) || !entry.IsAttached)
        {
            return;
        }

        if (entry.Port == entry.Installed)
        {
            _entries.Remove(key);
        }
        else
        {
            _entries[key] = entry with { Installed = PortIndex.None, IsAdopted = false };
        }
    }

    /// <summary>A port lost its carrier: what was learned behind it is forgotten.</summary>
    public void Flush(PortIndex port)
    {
        foreach (KeyValuePair<AttachedMacKey, BridgeEntry> row in _entries)
        {
            if (!row.Value.IsAttached && row.Value.Port == port)
            {
                _entries.Remove(row.Key);
            }
        }
    }

    /// <summary>A new life of the daemon begins: it has not spoken of any MAC yet.</summary>
    public void Adopt()
    {
        foreach (KeyValuePair<AttachedMacKey, BridgeEntry> row in _entries)
        {
            if (row.Value.IsAttached)
            {
                _entries[row.Key] = row.Value with { IsAdopted = true };
            }
        }
    }

    /// <summary>The node has settled: what an earlier life left and this one does not want goes.</summary>
    public void DropAdopted()
    {
        foreach (KeyValuePair<AttachedMacKey, BridgeEntry> row in _entries)
        {
            if (row.Value.IsAdopted)
            {
                Detach(row.Key);
            }
        }
    }

    /// <summary>Forgets what is too old.</summary>
    public void Sweep(Instant now)
    {
        foreach (KeyValuePair<AttachedMacKey, BridgeEntry> row in _entries)
        {
            if (!row.Value.IsAttached && row.Value.Seen + AgeingTime <= now)
            {
                _entries.Remove(row.Key);
            }
        }

        NextDeadline = _entries.Count > 0 ? now + SweepInterval : Instant.Never;
    }
}
