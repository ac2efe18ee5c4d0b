using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>What this node announces and in which fragments it stands. Changes only mark; <see cref="OwnLspIssuer"/> makes versions of them.</summary>
/// <param name="fragmentZeroLength">Octets of fragment 0 before its first entry, authentication aside.</param>
/// <param name="linkReserve">Octets of fragment 0 that are kept for links: who reads fragment 0 alone knows the graph.</param>
internal sealed class OwnLinkState(int fragmentZeroLength, int linkReserve)
{
    private readonly Dictionary<OwnEntryKey, OwnEntry> _entries = [];
    private readonly OwnFragment?[] _fragments = new OwnFragment?[IsisLimits.Fragments];
    private readonly SortedDictionary<OwnEntryKey, OwnEntry> _homeless = [];

    /// <summary>True when a fragment may need a new version.</summary>
    public bool IsDirty { get; set; } = true;

    /// <summary>The first entry that found no room, or null.</summary>
    public OwnEntryKey? Homeless => _homeless.Count > 0 ? _homeless.First().Key : null;

    /// <summary>All fragments that ever existed, by number.</summary>
    public ReadOnlySpan<OwnFragment?> Fragments => _fragments;

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
        else if (!entry.Fragment.TryReplace(entry, copy))
        {
            entry.Fragment.Remove(entry);
            entry.Octets = copy;
            Place(entry);
        }
    }

    /// <summary>Stops announcing an entry, also one of an earlier life.</summary>
    public void Remove(OwnEntryKey key)
    {
        if (_entries.Remove(key, out OwnEntry? entry))
        {
            entry.Fragment?.Remove(entry);
            _homeless.Remove(key);
            IsDirty = true;
            PlaceHomeless();
        }
    }

    /// <summary>The fragment of a number, made when it does not exist.</summary>
    public OwnFragment Fragment(byte number) => _fragments[number] ??=
        new OwnFragment(number, IsisLimits.AuthenticationReserve + (number == 0 ? fragmentZeroLength : LspHeader.Length));

    /// <summary>Makes a fragment of an earlier life ours again: what stood in it stands in it, with this life's values where it has
    /// any; other entries of this life make room. Nothing that neighbours hold is missing at any time.</summary>
    public void Adopt(byte number, ReadOnlySpan<byte> lsp)
    {
        OwnFragment fragment = Fragment(number);
        List<OwnEntry> evicted = [.. fragment.Entries];
        foreach (OwnEntry entry in evicted)
        {
            fragment.Remove(entry);
            if (!entry.IsCurrent)
            {
                _entries.Remove(entry.Key);
            }
        }

        List<ReachEntry> old = [];
        ReachReader.Read(lsp, old);
        foreach (ReachEntry reach in old)
        {
            AdoptEntry(fragment, KeyOf(reach, lsp), reach.In(lsp));
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

    /// <summary>Drops what only an earlier life announced.</summary>
    public void DropLeftovers()
    {
        foreach (OwnEntry entry in _entries.Values.Where(static entry => !entry.IsCurrent).ToArray())
        {
            Remove(entry.Key);
        }
    }

    private static OwnEntryKey KeyOf(in ReachEntry reach, ReadOnlySpan<byte> lsp)
    {
        if (reach.IsLink)
        {
            ExtendedIsReach link = ReachReader.LinkOf(reach, lsp);
            return OwnEntryKey.ForLink(link.Neighbor, LinkCodec.CircuitOf(link));
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
            entry.Fragment?.Remove(entry);
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
        for (int number = 0; number < IsisLimits.Fragments; number++)
        {
            OwnFragment fragment = Fragment((byte)number);
            int reserved = number == 0 && entry.Key.Kind != ReachKind.Link ? Math.Max(0, linkReserve - fragment.LinkLength) : 0;
            if (fragment.Length + entry.Octets.Length + reserved <= IsisLimits.LspLength && fragment.TryAdd(entry))
            {
                return;
            }
        }

        _homeless[entry.Key] = entry;
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
