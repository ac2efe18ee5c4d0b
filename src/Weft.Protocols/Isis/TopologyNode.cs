using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Another node (or LAN) of the link-state graph: what its LSPs say, and how it is reached.</summary>
internal sealed class TopologyNode(IsisNodeId id)
{
    /// <summary>Farther than any path.</summary>
    public const uint Unreachable = uint.MaxValue;

    public IsisNodeId Id { get; } = id;

    /// <summary>Live LSPs by fragment number.</summary>
    public SortedList<byte, LspRecord> Fragments { get; } = [];

    /// <summary>Fragment 0; null while there is none.</summary>
    public LspRecord? First { get; private set; }

    /// <summary>Its place in the standard graph.</summary>
    public GraphVertex Standard { get; } = new();

    /// <summary>Its place in the graph of IPv6, where that is another.</summary>
    public GraphVertex Ipv6 { get; } = new();

    /// <summary>The links of the standard graph.</summary>
    public TopologyLink[] Links => Standard.Links;

    /// <summary>The system that this one says it speaks for (TLV 24); nothing is believed of that before both list each other.</summary>
    public IsisNodeId? AliasOf { get; private set; }

    /// <summary>The system that this one does speak for: what it says is the other's, and it takes no part in the graph (RFC 5311).</summary>
    public TopologyNode? Origin { get; set; }

    /// <summary>The virtual systems that speak for this one, in the order in which they were believed.</summary>
    public List<TopologyNode> Aliases { get; } = [];

    /// <summary>Whose hosts and prefixes those of this system are.</summary>
    public TopologyNode Holder => Origin ?? this;

    /// <summary>How many addresses the fragments claim that count for it; one that is in two counts twice.</summary>
    public int ClaimCount => (Origin is null ? OwnClaimCount : 0) + Aliases.Sum(static alias => alias.OwnClaimCount);

    /// <summary>True once the graph has no place for it any more; should it come back, it is another object.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Position in the run of shortest paths that is under way.</summary>
    public int Index { get; set; }

    /// <summary>Cost of the shortest path of the last run, in the standard graph.</summary>
    public uint Distance => Standard.Distance;

    /// <summary>The topologies that fragment 0 says the system takes part in; LANs say nothing and take part in all.</summary>
    public MultiTopology Topologies { get; private set; } = MultiTopology.Absent;

    /// <summary>Without fragment 0 nothing of a system counts (ISO 10589 clause 7.3.7).</summary>
    public bool IsUsable => First is not null;

    /// <summary>Nobody may route through it; LANs cannot be overloaded.</summary>
    public bool IsOverloaded => First is not null && (First.Flags & LspFlags.Overload) != 0;

    public GraphVertex In(Graph graph) => graph == Graph.Standard ? Standard : Ipv6;

    /// <summary>True when the system may stand on a path of a graph.</summary>
    public bool IsPartOf(Graph graph) => IsUsable && Origin is null && (graph == Graph.Standard || Id.IsPseudonode || Topologies.HasIpv6);

    /// <summary>True when nobody may route through the system in a graph.</summary>
    public bool IsOverloadedIn(Graph graph) => graph == Graph.Standard ? IsOverloaded : Topologies.IsIpv6Overloaded;

    /// <summary>The claim for an address that counts among those of the system and of whoever speaks for it: the highest epoch, then the lowest
    /// fragment. Null when there is none. Several are there only while an entry moves between fragments.</summary>
    public AnnouncedClaim? BestClaim(HostKey key)
    {
        AnnouncedClaim? best = Origin is null ? BestOwnClaim(key, null) : null;
        foreach (TopologyNode alias in Aliases)
        {
            best = alias.BestOwnClaim(key, best);
        }

        return best;
    }

    /// <summary>The lowest metric that the system, or whoever speaks for it, carries a prefix with; null when nobody does. Metrics above the limit make an
    /// entry void (RFC 5305 section 4).</summary>
    public uint? LowestMetric(RouteKey key)
    {
        uint? lowest = Origin is null ? LowestOwnMetric(key, null) : null;
        foreach (TopologyNode alias in Aliases)
        {
            lowest = alias.LowestOwnMetric(key, lowest);
        }

        return lowest;
    }

    /// <summary>Takes a record as it is now: in while it is alive, out once it is purged.</summary>
    public void Follow(LspRecord record)
    {
        bool isAlive = record.Live is not null;
        if (isAlive)
        {
            Fragments[record.Id.Fragment] = record;
        }
        else
        {
            Fragments.Remove(record.Id.Fragment);
        }

        if (record.Id.Fragment == 0)
        {
            First = isAlive ? record : null;
        }
    }

    /// <summary>Reads anew in which topologies the system takes part; returns whether that changed.</summary>
    public bool RereadTopologies()
    {
        MultiTopology before = Topologies;
        Topologies = First is not null ? MultiTopology.Read(First.Content.Tlvs) : MultiTopology.Absent;
        return before != Topologies;
    }

    /// <summary>Reads anew for whom the system says it speaks.</summary>
    public void RereadAlias()
    {
        AliasOf = First is not null && First.Content.Tlvs.TryFind(IsisTlvType.SystemAlias, out ReadOnlySpan<byte> value) && SystemAlias.TryRead(value, out SystemAlias alias)
            ? alias.Origin
            : null;
    }

    /// <summary>Gathers the links anew.</summary>
    public void RebuildLinks()
    {
        Standard.Set(LinksIn(Graph.Standard));
        Ipv6.Set(LinksIn(Graph.Ipv6));
    }

    /// <summary>True when this node lists the other at metric 0, as an originating system lists its virtual ones.</summary>
    public bool HasVirtualLinkTo(IsisNodeId other) => Links.Contains(new TopologyLink(other, 0));

    /// <summary>True when this node lists a link to the other in the standard graph.</summary>
    public bool HasLinkTo(IsisNodeId other) => Standard.HasLinkTo(other);

    private int OwnClaimCount => Fragments.Values.Sum(static record => record.Content.Claims.Length);

    private AnnouncedClaim? BestOwnClaim(HostKey key, AnnouncedClaim? best)
    {
        foreach (LspRecord record in Fragments.Values)
        {
            if (record.Content.FindClaim(key) is { } claim && (best is null || claim.Claim.Epoch > best.Claim.Epoch))
            {
                best = claim;
            }
        }

        return best;
    }

    private uint? LowestOwnMetric(RouteKey key, uint? lowest)
    {
        foreach (LspRecord record in Fragments.Values)
        {
            foreach (LspItem item in record.Content.Items)
            {
                if (item.Prefix is { Metric: <= PrefixReach.MaximumPathMetric } prefix && prefix.Key == key && !(prefix.Metric >= lowest))
                {
                    lowest = prefix.Metric;
                }
            }
        }

        return lowest;
    }

    private TopologyLink[] LinksIn(Graph graph)
    {
        TopologyLink[] links = [];
        foreach (LspRecord record in Fragments.Values)
        {
            TopologyLink[] more = record.Content.LinksIn(graph);
            if (links.Length == 0 || more.Length == 0)
            {
                links = links.Length == 0 ? more : links;
                continue;
            }

            TopologyLink[] both = [.. links, .. more];
            Array.Sort(both);
            links = both;
        }

        return links;
    }
}
