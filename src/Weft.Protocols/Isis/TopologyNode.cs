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
    public List<TopologyLink> Links => Standard.Links;

    /// <summary>The system that this one says it speaks for (TLV 24); nothing is believed of that before both list each other.</summary>
    public IsisNodeId? AliasOf { get; private set; }

    /// <summary>The system that this one does speak for: what it says is the other's, and it takes no part in the graph (RFC 5311).</summary>
    public TopologyNode? Origin { get; set; }

    /// <summary>The virtual systems that speak for this one, in the order in which they were believed.</summary>
    public List<TopologyNode> Aliases { get; } = [];

    /// <summary>Whose hosts and prefixes those of this system are.</summary>
    public TopologyNode Holder => Origin ?? this;

    /// <summary>The live LSPs of the system and of those that speak for it.</summary>
    public IEnumerable<LspRecord> HeldFragments => Fragments.Values.Concat(Aliases.SelectMany(static alias => alias.Fragments.Values));

    /// <summary>How many entries of all fragments claim an address; more than one only while an entry moves between fragments.</summary>
    public PagedDictionary<HostKey, int> Claims { get; } = new();

    /// <summary>How many entries of all fragments carry a prefix.</summary>
    public Dictionary<RouteKey, int> Prefixes { get; } = [];

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

    /// <summary>Takes a record as it is now: in while it is alive, out once it is purged.</summary>
    public void Follow(LspRecord record)
    {
        bool isAlive = !record.LiveOctets.IsEmpty;
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
        Topologies = First is not null ? MultiTopology.Read(new TlvSequence(First.Octets[LspHeader.Length..])) : MultiTopology.Absent;
        return before != Topologies;
    }

    /// <summary>Reads anew for whom the system says it speaks.</summary>
    public void RereadAlias()
    {
        bool isAlias = First is not null
            & new TlvSequence(First is null ? default : First.Octets[LspHeader.Length..]).TryFind(IsisTlvType.SystemAlias, out ReadOnlySpan<byte> value)
            & SystemAlias.TryRead(value, out SystemAlias alias);
        AliasOf = isAlias ? alias.Origin : null;
    }

    /// <summary>Reads the links anew.</summary>
    public void RebuildLinks()
    {
        Standard.Links.Clear();
        Ipv6.Links.Clear();
        AddAllLinks();
        Standard.Arrange();
        Ipv6.Arrange();
    }

    private void AddAllLinks()
    {
        foreach (LspRecord record in Fragments.Values)
        {
            foreach (Tlv tlv in new TlvSequence(record.Octets[LspHeader.Length..]))
            {
                if (tlv.Type == IsisTlvType.ExtendedIsReach)
                {
                    AddLinks(Standard.Links, tlv.Value);
                }
                else if (tlv.Type == IsisTlvType.MultiTopologyIsReach && MultiTopology.IsIpv6Lead(tlv.Value))
                {
                    AddLinks(Ipv6.Links, tlv.Value[TopologyId.Length..]);
                }
            }
        }
    }

    /// <summary>True when this node lists the other at metric 0, as an originating system lists its virtual ones.</summary>
    public bool HasVirtualLinkTo(IsisNodeId other) => Links.Contains(new TopologyLink(other, 0));

    /// <summary>True when this node lists a link to the other in the standard graph.</summary>
    public bool HasLinkTo(IsisNodeId other) => Standard.HasLinkTo(other);

    private static void AddLinks(List<TopologyLink> into, ReadOnlySpan<byte> entries)
    {
        foreach (ExtendedIsReach link in new ExtendedIsReachList(entries))
        {
            if (link.Metric != ExtendedIsReach.UnusableMetric)
            {
                into.Add(new TopologyLink(link.Neighbor, link.Metric));
            }
        }
    }
}
