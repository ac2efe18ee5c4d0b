using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>One version of an LSP: its octets, and what they say. It never changes, so nodes of one process that know the same version may share it.</summary>
internal sealed class LspContent
{
    private readonly byte[] _octets;
    private readonly bool _isMultiTopology;
    private LspItem[]? _items;
    private AnnouncedClaim[]? _claims;
    private TopologyLink[]?[] _links = [];
    private readonly object _identity = new();
    private object? _basis;
    private LspDelta? _delta;

    /// <summary>Takes a copy of a whole PDU that was checked.</summary>
    public LspContent(ReadOnlySpan<byte> pdu, bool isMultiTopology)
    {
        _octets = pdu.ToArray();
        _isMultiTopology = isMultiTopology;
        Header = LspHeader.Read(pdu);
    }

    /// <summary>The remaining lifetime in it is that of the first arrival.</summary>
    public LspHeader Header { get; }

    /// <summary>The whole PDU.</summary>
    public ReadOnlySpan<byte> Octets => _octets;

    /// <summary>Everything behind the fixed part.</summary>
    public TlvSequence Tlvs => new(_octets.AsSpan(LspHeader.Length));

    /// <summary>Links, prefixes and claims in the order of the PDU.</summary>
    public ReadOnlySpan<LspItem> Items => _items ??= ReadItems(null);

    /// <summary>The claims, in the order of their keys; of several for one address the highest epoch.</summary>
    public ReadOnlySpan<AnnouncedClaim> Claims => _claims ??= SortClaims();

    /// <summary>True when a PDU that is alive has the very octets of this one, but for the remaining lifetime, which changes on the way.</summary>
    public bool IsCopy(ReadOnlySpan<byte> pdu)
    {
        const int AfterLifetime = LspHeader.LifetimeOffset + sizeof(ushort);
        return !Header.IsPurge
            && pdu.Length == _octets.Length
            && pdu[AfterLifetime..].SequenceEqual(_octets.AsSpan(AfterLifetime))
            && pdu[..LspHeader.LifetimeOffset].SequenceEqual(_octets.AsSpan(0, LspHeader.LifetimeOffset))
            && pdu.Slice(LspHeader.LifetimeOffset, sizeof(ushort)).ContainsAnyExcept((byte)0);
    }

    /// <summary>The claim for an address, or null.</summary>
    public AnnouncedClaim? FindClaim(HostKey key)
    {
        ReadOnlySpan<AnnouncedClaim> claims = Claims;
        int low = 0;
        int high = claims.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = claims[middle].Claim.Key.CompareTo(key);
            if (order == 0)
            {
                return claims[middle];
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The links that can be used in a graph, in order.</summary>
    public TopologyLink[] LinksIn(Graph graph)
    {
        if (_links.Length == 0)
        {
            _links = new TopologyLink[]?[2];
        }

        return _links[graph == Graph.Standard ? 0 : 1] ??= ReadLinks(graph);
    }

    /// <summary>What this version says otherwise than another. Whoever asks for the same again gets the same answer.</summary>
    public LspDelta Since(LspContent? basis)
    {
        // Versions know each other by their identities: one that held another would hold all there ever were.
        if (_delta is null || _basis != basis?._identity)
        {
            _items ??= ReadItems(basis);
            _delta = LspDelta.Between(basis, this);
            _basis = basis?._identity;
        }

        return _delta;
    }

    /// <summary>Reads the entries. What an older version said in the same octets stays the same object.</summary>
    private LspItem[] ReadItems(LspContent? basis)
    {
        List<ReachEntry> entries = new(basis is null ? 16 : basis.Items.Length + 4);
        ReachReader.Read(_octets, _isMultiTopology, entries);
        LspItem[] items = new LspItem[entries.Count];
        ReadOnlySpan<LspItem> old = basis is null ? default : basis.Items;
        int start = 0;
        while (start < items.Length && start < old.Length && entries[start].Matches(_octets, old[start].Entry, basis!._octets))
        {
            items[start] = old[start] with { Entry = entries[start] };
            start++;
        }

        int end = items.Length;
        for (int oldEnd = old.Length; end > start && oldEnd > start && entries[end - 1].Matches(_octets, old[oldEnd - 1].Entry, basis!._octets); oldEnd--)
        {
            end--;
            items[end] = old[oldEnd - 1] with { Entry = entries[end] };
        }

        for (int i = start; i < end; i++)
        {
            items[i] = ItemOf(entries[i]);
        }

        return items;
    }

    private TopologyLink[] ReadLinks(Graph graph)
    {
        List<TopologyLink> links = [];
        foreach (LspItem item in Items)
        {
            if (item.IsLink && item.Entry.Graph == graph && ReachReader.LinkOf(item.Entry, _octets) is { Metric: not ExtendedIsReach.UnusableMetric } link)
            {
                links.Add(new TopologyLink(link.Neighbor, link.Metric));
            }
        }

        links.Sort();
        return [.. links];
    }

    private LspItem ItemOf(in ReachEntry entry)
    {
        if (entry.IsLink)
        {
            return new LspItem(entry, null, null);
        }

        PrefixReach reach = ReachReader.PrefixOf(entry, _octets);
        return ClaimCodec.TryRead(entry.Vrf, reach, out HostClaim claim)
            ? new LspItem(entry, null, new AnnouncedClaim(Header.Id.System, claim))
            : new LspItem(entry, new AnnouncedPrefix(new RouteKey(entry.Vrf, reach.Prefix), reach.Metric), null);
    }

    private AnnouncedClaim[] SortClaims()
    {
        List<AnnouncedClaim> claims = [];
        foreach (LspItem item in Items)
        {
            if (item.Claim is { } claim)
            {
                claims.Add(claim);
            }
        }

        // Stable: of two with the same epoch the first counts.
        AnnouncedClaim[] sorted = [.. claims.OrderBy(static item => item.Claim.Key).ThenByDescending(static item => item.Claim.Epoch)];
        int kept = 0;
        foreach (AnnouncedClaim claim in sorted)
        {
            if (kept == 0 || sorted[kept - 1].Claim.Key != claim.Claim.Key)
            {
                sorted[kept++] = claim;
            }
        }

        return kept == sorted.Length ? sorted : sorted[..kept];
    }
}
