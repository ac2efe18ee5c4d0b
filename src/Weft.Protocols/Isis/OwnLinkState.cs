using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What this node announces and in which fragments it stands. Changes only mark; <see cref="OwnLspIssuer"/> makes versions of them.</summary>
/// <param name="state">Whose.</param>
/// <param name="linkReserve">Octets of fragment 0 that are kept for links: who reads fragment 0 alone knows the graph.</param>
internal sealed class OwnLinkState(IsisState state, int linkReserve)
{
    private readonly Dictionary<OwnEntryKey, OwnEntry> _entries = [];
    private readonly OwnFragment?[] _fragments = new OwnFragment?[IsisLimits.Fragments];
    private readonly SortedDictionary<OwnEntryKey, OwnEntry> _homeless = [];
    private readonly bool[] _isOpen = new bool[1 + VirtualSystems.Count];
    private readonly int[] _roomFrom = new int[Tlv.MaximumValueLength + 1];
    private int _end;

    /// <summary>True when a fragment may need a new version.</summary>
    public bool IsDirty { get; set; } = true;

    /// <summary>The first entry that found no room, or null.</summary>
    public OwnEntryKey? Homeless => _homeless.Count > 0 ? _homeless.First().Key : null;

    /// <summary>All fragments that ever existed, by number.</summary>
    public ReadOnlySpan<OwnFragment?> Fragments => _fragments.AsSpan(0, _end);

    /// <summary>True for virtual systems in use. One that was needed stays in use as long as this life lasts: hosts that come and go at its
    /// edge shall not change the graph.</summary>
    public bool IsOpen(int system) => _isOpen[system];

    /// <summary>True when a fragment must exist: the first one of a system in use, or one with entries.</summary>
    public bool IsInUse(OwnFragment fragment) => fragment.Entries.Count > 0 || fragment.Number == 0 || (fragment.IsFirst && _isOpen[fragment.System]);

    /// <summary>True while this life announces it.</summary>
    public bool Announces(OwnEntryKey key) => _entries.TryGetValue(key, out OwnEntry? entry) && entry.IsCurrent;

    /// <summary>Announces or changes an entry; saying what is said already changes nothing.</summary>
    public void Set(OwnEntryKey key, ReadOnlySpan<byte> octets)
    {
        if (!_entries.TryGetValue(key, out OwnEntry? entry))
        {
            entry = new OwnEntry(key, octets.ToArray()) { IsCurrent = true };
            _entries.Add(key, entry);
            Place(entry);
            return;
        }

        entry.IsCurrent = true;
        if (octets.SequenceEqual(entry.Octets))
        {
            return;
        }

        byte[] copy = octets.ToArray();
        IsDirty = true;
        if (entry.Fragment is null)
        {
            entry.Octets = copy;
        }
        else if (entry.Fragment.TryReplace(entry, copy))
        {
            NoteRoom(entry.Fragment);
        }
        else
        {
            TakeOut(entry);
            entry.Octets = copy;
            Place(entry);
        }
    }

    /// <summary>Stops announcing an entry, also one of an earlier life.</summary>
    public void Remove(OwnEntryKey key)
    {
        if (_entries.Remove(key, out OwnEntry? entry))
        {
            TakeOut(entry);
            _homeless.Remove(key);
            IsDirty = true;
            PlaceHomeless();
        }
    }

    /// <summary>Stops announcing the links of a circuit that only an earlier life announced.</summary>
    public void DropLeftoverLinks(Circuit circuit)
    {
        foreach (OwnEntry entry in _entries.Values.Where(entry => !entry.IsCurrent && entry.Key.IsLink && entry.Key.Circuit == circuit.CircuitId).ToArray())
        {
            Remove(entry.Key);
        }
    }

    /// <summary>The fragment of a number, made when it does not exist.</summary>
    public OwnFragment Fragment(int number)
    {
        if (_fragments[number] is not OwnFragment fragment)
        {
            bool isFirst = number % IsisLimits.FragmentsPerSystem == 0;
            int head = isFirst ? FragmentHead.Measure(state, number / IsisLimits.FragmentsPerSystem) : LspHeader.Length;
            _fragments[number] = fragment = new OwnFragment(number, IsisLimits.AuthenticationReserve + head, state.IsMultiTopology);
            _end = Math.Max(_end, number + 1);
        }

        return fragment;
    }

    /// <summary>Makes a fragment of an earlier life ours again: what stood in it stands in it, with this life's values where it has
    /// any; other entries of this life make room. Nothing that neighbours hold is missing at any time.</summary>
    public void Adopt(int number, ReadOnlySpan<byte> lsp)
    {
        OwnFragment fragment = Fragment(number);
        Open(fragment.System);
        List<OwnEntry> evicted = [.. fragment.Entries];
        foreach (OwnEntry entry in evicted)
        {
            TakeOut(entry);
            if (!entry.IsCurrent)
            {
                _entries.Remove(entry.Key);
            }
        }

        List<ReachEntry> old = [];
        ReachReader.Read(lsp, state.IsMultiTopology, old);
        foreach (ReachEntry reach in old)
        {
            OwnEntryKey key = KeyOf(reach, lsp);
            if (key.IsLink && VirtualSystems.TryGetNumber(state.Self, key.Link.System, out int virtualSystem))
            {
                // Links among our own systems follow from which of them are in use; those that were, are until the grace is over.
                Open(virtualSystem);
            }
            else if (!key.IsLink || _entries.ContainsKey(key) || state.MayReturn(key.Circuit))
            {
                AdoptEntry(fragment, key, reach.In(lsp));
            }
        }

        foreach (OwnEntry entry in evicted)
        {
            if (entry.IsCurrent && entry.Fragment is null)
            {
                Place(entry);
            }
        }

        IsDirty = true;
    }

    /// <summary>Drops what only an earlier life announced, and the virtual systems that only it needed.</summary>
    public void DropLeftovers()
    {
        foreach (OwnEntry entry in _entries.Values.Where(static entry => !entry.IsCurrent).ToArray())
        {
            Remove(entry.Key);
        }

        for (int system = 1; system < _isOpen.Length; system++)
        {
            if (_isOpen[system] && !HasEntries(system))
            {
                SetOpen(system, false);
            }
        }
    }

    private static OwnEntryKey KeyOf(in ReachEntry reach, ReadOnlySpan<byte> lsp)
    {
        if (reach.IsLink)
        {
            ExtendedIsReach link = ReachReader.LinkOf(reach, lsp);
            return OwnEntryKey.ForLink(reach.Graph, link.Neighbor, LinkCodec.CircuitOf(link));
        }

        PrefixReach prefix = ReachReader.PrefixOf(reach, lsp);
        return ClaimCodec.TryRead(reach.Vrf, prefix, out HostClaim claim)
            ? OwnEntryKey.ForClaim(claim.Key)
            : OwnEntryKey.ForPrefix(reach.Vrf, prefix.Prefix);
    }

    private void AdoptEntry(OwnFragment fragment, OwnEntryKey key, ReadOnlySpan<byte> octets)
    {
        if (!_entries.TryGetValue(key, out OwnEntry? entry))
        {
            entry = new OwnEntry(key, octets.ToArray());
            _entries.Add(key, entry);
        }
        else if (entry.Fragment == fragment)
        {
            return;
        }
        else
        {
            TakeOut(entry);
            _homeless.Remove(key);
        }

        if (!fragment.TryAdd(entry))
        {
            Place(entry);
        }
    }

    private void Place(OwnEntry entry)
    {
        IsDirty = true;
        bool isLink = entry.Key.IsLink;

        // A virtual system has no links but the one to its originator.
        int end = isLink ? IsisLimits.FragmentsPerSystem : IsisLimits.Fragments;
        ref int roomFrom = ref _roomFrom[entry.Octets.Length];
        int start = isLink ? 0 : roomFrom;
        roomFrom = isLink ? roomFrom : end;
        for (int number = start; number < end; number++)
        {
            OwnFragment fragment = Fragment(number);
            int reserved = number == 0 && !isLink ? Math.Max(0, linkReserve - fragment.LinkLength) : 0;
            if (fragment.Length + entry.Octets.Length + reserved <= IsisLimits.LspLength && fragment.TryAdd(entry))
            {
                Open(fragment.System);
                roomFrom = isLink ? roomFrom : number;
                return;
            }
        }

        _homeless[entry.Key] = entry;
    }

    private void TakeOut(OwnEntry entry)
    {
        if (entry.Fragment is OwnFragment fragment)
        {
            fragment.Remove(entry);
            NoteRoom(fragment);
        }
    }

    /// <summary>Entries of each length are placed from where the last of that length found room; from here on there may be room again.</summary>
    private void NoteRoom(OwnFragment fragment)
    {
        foreach (ref int from in _roomFrom.AsSpan())
        {
            from = Math.Min(from, fragment.Number);
        }
    }

    private void Open(int system)
    {
        if (system > 0 && !_isOpen[system])
        {
            SetOpen(system, true);
        }
    }

    private void SetOpen(int system, bool isOpen)
    {
        _isOpen[system] = isOpen;
        foreach (int number in (ReadOnlySpan<int>)[0, system * IsisLimits.FragmentsPerSystem])
        {
            OwnFragment first = Fragment(number);
            first.IsDirty = true;
            first.HasGained |= isOpen;
        }

        IsDirty = true;
    }

    private bool HasEntries(int system)
    {
        foreach (OwnFragment? fragment in _fragments.AsSpan(system * IsisLimits.FragmentsPerSystem, IsisLimits.FragmentsPerSystem))
        {
            if (fragment is { Entries.Count: > 0 })
            {
                return true;
            }
        }

        return false;
    }

    private void PlaceHomeless()
    {
        if (_homeless.Count > 0)
        {
            OwnEntry entry = _homeless.First().Value;
            _homeless.Remove(entry.Key);
            Place(entry);
        }
    }
}
