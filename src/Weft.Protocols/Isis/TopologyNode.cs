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

    /// <summary>The links of all fragments.</summary>
    public List<TopologyLink> Links { get; } = [];

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
    public Dictionary<HostKey, int> Claims { get; } = [];

    /// <summary>How many entries of all fragments carry a prefix.</summary>
    public Dictionary<RouteKey, int> Prefixes { get; } = [];

    /// <summary>Position in the run of shortest paths that is under way.</summary>
    public int Index { get; set; }

    /// <summary>Cost of the shortest path of the last run.</summary>
    public uint Distance { get; set; } = Unreachable;

    /// <summary>Next hops as they were last reported.</summary>
    public NextHop[] NextHops { get; set; } = [];

    /// <summary>Without fragment 0 nothing of a system counts (ISO 10589 clause 7.3.7).</summary>
    public bool IsUsable => Fragments.ContainsKey(0);

    /// <summary>Nobody may route through it; LANs cannot be overloaded.</summary>
    public bool IsOverloaded => Fragments.TryGetValue(0, out LspRecord? first) && (first.Flags & LspFlags.Overload) != 0;

    /// <summary>Reads anew for whom the system says it speaks.</summary>
    public void RereadAlias()
    {
        bool isAlias = Fragments.TryGetValue(0, out LspRecord? first)
            & new TlvSequence(first is null ? default : first.Octets[LspHeader.Length..]).TryFind(IsisTlvType.SystemAlias, out ReadOnlySpan<byte> value)
            & SystemAlias.TryRead(value, out SystemAlias alias);
        AliasOf = isAlias ? alias.Origin : null;
    }

    /// <summary>Reads the links anew.</summary>
    public void RebuildLinks()
    {
        Links.Clear();
        foreach (LspRecord record in Fragments.Values)
        {
            foreach (Tlv tlv in new TlvSequence(record.Octets[LspHeader.Length..]))
            {
                if (tlv.Type != IsisTlvType.ExtendedIsReach)
                {
                    continue;
                }

                foreach (ExtendedIsReach link in new ExtendedIsReachList(tlv.Value))
                {
                    if (link.Metric != ExtendedIsReach.UnusableMetric)
                    {
                        Links.Add(new TopologyLink(link.Neighbor, link.Metric));
                    }
                }
            }
        }
    }

    /// <summary>True when this node lists the other at metric 0, as an originating system lists its virtual ones.</summary>
    public bool HasVirtualLinkTo(IsisNodeId other) => Links.Contains(new TopologyLink(other, 0));

    /// <summary>True when this node lists a link to the other: half of the two-way check (ISO 10589 clause 7.2.8.2).</summary>
    public bool HasLinkTo(IsisNodeId other)
    {
        foreach (TopologyLink link in Links)
        {
            if (link.Neighbor == other)
            {
                return true;
            }
        }

        return false;
    }
}
