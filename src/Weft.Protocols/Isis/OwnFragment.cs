using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One fragment of the node's own LSP: entries keep their place in it, so that one changed host rewrites one fragment.</summary>
internal sealed class OwnFragment
{
    private readonly List<OwnEntry> _entries = [];
    private readonly int _fixedLength;
    private readonly bool _isMultiTopology;

    /// <param name="number">Counted through the node's systems: 0 to 255 of the node itself, 256 to 511 of its first virtual system, and so on.</param>
    /// <param name="fixedLength">Octets before the first entry.</param>
    /// <param name="isMultiTopology">IPv6 has a topology of its own.</param>
    public OwnFragment(int number, int fixedLength, bool isMultiTopology)
    {
        _isMultiTopology = isMultiTopology;
        Number = number;
        _fixedLength = fixedLength;
        Length = fixedLength;
    }

    public int Number { get; }

    /// <summary>The node's system that it belongs to: 0 the node itself, else a virtual one.</summary>
    public int System => Number / IsisLimits.FragmentsPerSystem;

    /// <summary>The first of its system: without it the others do not count.</summary>
    public bool IsFirst => Number % IsisLimits.FragmentsPerSystem == 0;

    /// <summary>Sorted by key.</summary>
    public IReadOnlyList<OwnEntry> Entries => _entries;

    /// <summary>Octets of the whole LSP.</summary>
    public int Length { get; private set; }

    /// <summary>Octets of the links among the entries.</summary>
    public int LinkLength { get; private set; }

    public bool IsDirty { get; set; }

    /// <summary>True when something was added since the last version: such fragments go first, so that nothing is missing in between.</summary>
    public bool HasGained { get; set; }

    /// <summary>The next version is due although nothing changed.</summary>
    public bool MustRefresh { get; set; }

    /// <summary>The highest sequence number that this fragment ever had, as far as known.</summary>
    public uint Sequence { get; set; }

    public Instant RefreshAt { get; set; } = Instant.Never;

    /// <summary>After a wrap of the sequence number: silence until the last version is gone everywhere.</summary>
    public Instant SilentUntil { get; set; }

    /// <summary>Puts an entry in; false, and nothing changed, when it does not fit or the fragment already has one of its key.</summary>
    public bool TryAdd(OwnEntry entry)
    {
        if (Length + entry.Octets.Length > IsisLimits.LspLength)
        {
            return false;
        }

        int index = IndexOf(entry.Key);
        if (index >= 0)
        {
            return false;
        }

        _entries.Insert(~index, entry);
        if (!Remeasure())
        {
            _entries.RemoveAt(~index);
            Remeasure();
            return false;
        }

        entry.Fragment = this;
        IsDirty = true;
        HasGained = true;
        return true;
    }

    /// <summary>Changes an entry's octets; false, and nothing changed, when they do not fit here.</summary>
    public bool TryReplace(OwnEntry entry, byte[] octets)
    {
        byte[] before = entry.Octets;
        entry.Octets = octets;
        if (!Remeasure())
        {
            entry.Octets = before;
            Remeasure();
            return false;
        }

        IsDirty = true;
        return true;
    }

    public void Remove(OwnEntry entry)
    {
        _entries.RemoveAt(IndexOf(entry.Key));
        entry.Fragment = null;
        IsDirty = true;
        Remeasure();
    }

    /// <summary>The entry of a key, or null.</summary>
    public OwnEntry? Find(OwnEntryKey key)
    {
        int index = IndexOf(key);
        return index >= 0 ? _entries[index] : null;
    }

    /// <summary>Appends all entries to an LSP that is being written.</summary>
    public void Write(ref IsisPduWriter writer)
    {
        Span<byte> lead = stackalloc byte[VrfLead.Length];
        foreach (OwnEntry entry in _entries)
        {
            IsisTlvType tlv = TlvOf(entry.Key);
            if (tlv == IsisTlvType.Experimental)
            {
                VrfLead.Write(entry.Key.Vrf, entry.Key.Family, lead);
            }
            else
            {
                MultiTopology.WriteLead(lead);
            }

            if (!writer.Append(tlv, lead[..LeadOf(tlv)], entry.Octets))
            {
                throw new InvalidOperationException($"fragment {Number} was measured to fit and does not");
            }
        }
    }

    /// <summary>Works the length out anew, by the rule of <see cref="IsisPduWriter.Append(IsisTlvType, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>;
    /// false when it is over the limit.</summary>
    private bool Remeasure()
    {
        int length = _fixedLength;
        LinkLength = 0;
        int value = Tlv.MaximumValueLength;
        OwnEntryKey? before = null;
        foreach (OwnEntry entry in _entries)
        {
            OwnEntryKey key = entry.Key;
            bool sameTlv = before is OwnEntryKey last && last.Tlv == key.Tlv && last.Vrf == key.Vrf && last.Family == key.Family;
            if (!sameTlv || value + entry.Octets.Length > Tlv.MaximumValueLength)
            {
                value = LeadOf(TlvOf(key));
                length += Tlv.HeaderLength + value;
            }

            value += entry.Octets.Length;
            length += entry.Octets.Length;
            LinkLength += key.IsLink ? entry.Octets.Length : 0;
            before = key;
        }

        Length = length;
        return length <= IsisLimits.LspLength;
    }

    private IsisTlvType TlvOf(OwnEntryKey key) =>
        _isMultiTopology && key.Tlv == IsisTlvType.Ipv6Reach ? IsisTlvType.MultiTopologyIpv6Reach : key.Tlv;

    private static int LeadOf(IsisTlvType tlv) => tlv switch
    {
        IsisTlvType.Experimental => VrfLead.Length,
        IsisTlvType.MultiTopologyIsReach or IsisTlvType.MultiTopologyIpv6Reach => TopologyId.Length,
        _ => 0,
    };

    private int IndexOf(OwnEntryKey key)
    {
        int low = 0;
        int high = _entries.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = _entries[middle].Key.CompareTo(key);
            if (order == 0)
            {
                return middle;
            }

            if (order < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return ~low;
    }
}
