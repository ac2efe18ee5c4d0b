using Weft.Wire;

namespace Weft.Model;

/// <summary>Places hosts at ports of leaves, and makes the segments that they live in.</summary>
internal sealed class HostShaper(TopologyDraft draft)
{
    private const int ShownNames = 3;
    private const string SharedName = "hosts";

    /// <summary>Prefixes of one subnet.</summary>
    private const int MostPrefixes = 64;

    /// <summary>VLANs at all trunk ports together.</summary>
    private const int MostCarried = 1_000_000;

    private readonly Dictionary<(string? Vrf, IpPrefix Prefix), TopologySegment> _byPrefix = [];
    private readonly Dictionary<TopologyMachine, TopologyAttachment> _placed = [];
    private TopologySegment? _shared;
    private int _made;
    private int _carried;

    public List<TopologyPort> Ports { get; } = [];

    public List<TopologyAttachment> Hosts { get; } = [];

    public void Shape()
    {
        foreach (TopologySegment segment in draft.Segments)
        {
            Index(segment);
        }

        foreach (TopologyCable cable in draft.Cables)
        {
            TopologyEnd[] hosts = [.. cable.EndsOf(MachineKind.Host)];
            TopologyEnd[] leaves = [.. cable.EndsOf(MachineKind.Switch).Where(end => end.Machine.Role == NodeRole.Leaf).DistinctBy(end => end.Machine)];
            if (leaves.Length > 0 && (hosts.Length > 0 || cable.Ends.Count == 1))
            {
                Place(cable, leaves, hosts);
            }
            else if (cable.Ends.Count == 1 && cable.Ends[0].Machine.Kind == MachineKind.Switch)
            {
                draft.Notes.Lost(cable.Span, $"link of `{cable}` alone", "only leaves have ports for hosts");
            }
            else if (hosts.Length == cable.Ends.Count && hosts.Length > 0)
            {
                draft.Notes.Lost(cable.Span, $"link `{cable}`", "no switch is on it");
            }
        }

        foreach (TopologyMachine host in draft.Of(MachineKind.Host).Where(host => !_placed.ContainsKey(host) && !host.IsClient))
        {
            draft.Notes.Lost(host.Span, $"host `{host.Name}`", "no link leads to a switch, so there is no subnet for it");
        }
    }

    private void Place(TopologyCable cable, TopologyEnd[] leaves, TopologyEnd[] hosts)
    {
        (List<TopologySegment> segments, bool isTrunk) = SegmentsOf(cable, leaves, hosts);
        if (leaves.Length > 1 && hosts.Length > 0)
        {
            string others = string.Join(", ", leaves.Skip(1).Take(ShownNames).Select(leaf => $"`{leaf.Machine.Name}`"));
            draft.Notes.Changed(cable.Span, $"segment `{cable}`", $"its hosts are placed at `{leaves[0].Machine.Name}`; they can move to the ports at {others}{(leaves.Length > ShownNames + 1 ? " and more" : "")}");
        }

        TopologyPort? first = null;
        foreach (TopologyEnd leaf in leaves)
        {
            TopologyPort port = new(leaf.Machine, leaf.Port!, segments, isTrunk);
            Ports.Add(port);
            first ??= port;
        }

        foreach (TopologyEnd host in hosts)
        {
            if (_placed.TryGetValue(host.Machine, out TopologyAttachment? earlier))
            {
                draft.Notes.Lost(
                    host.Span,
                    $"link `{cable}` of host `{host.Machine.Name}`",
                    $"a host has one port, and this one is at `{earlier.Port.Leaf.Name}`; the port here is written, so that the host can move to it");
                continue;
            }

            TopologySegment segment = Of(host.Access, segments);
            TopologyAttachment attachment = new(host.Machine, host, first!, segment);
            _placed.Add(host.Machine, attachment);
            Hosts.Add(attachment);
            first!.HasHosts = true;
            if (isTrunk && segments.Count > 1)
            {
                draft.Notes.Lost(host.Span, $"VLANs of host `{host.Machine.Name}` but `{segment.Name}`", "a host of a fabric file is in one subnet");
            }
        }
    }

    private TopologySegment Of(string? access, List<TopologySegment> segments) =>
        access is not null && draft.FindSegment(access) is { } own && segments.Contains(own) ? own : segments[0];

    private (List<TopologySegment> Segments, bool IsTrunk) SegmentsOf(TopologyCable cable, TopologyEnd[] leaves, TopologyEnd[] hosts)
    {
        string[] trunk = [.. cable.Trunk.Concat(leaves.SelectMany(end => end.Trunk)).Distinct()];
        if (trunk.Length > 0)
        {
            _carried += trunk.Length;
            if (_carried > MostCarried)
            {
                draft.Notes.Fault(cable.Span, $"VLANs of link `{cable}`", $"all trunks together carry more than {MostCarried}");
                return ([draft.Segment(trunk[0], cable.Span)], true);
            }

            return ([.. trunk.Select(name => draft.Segment(name, cable.Span))], true);
        }

        string? access = cable.Access ?? leaves.Concat(hosts).Select(end => end.Access).FirstOrDefault(name => name is not null);
        TopologySegment segment = access is not null ? draft.Segment(access, cable.Span) : ByAddresses(cable, leaves, hosts);
        segment.Gateways.AddRange(cable.Gateways.Where(gateway => !segment.Gateways.Contains(gateway)));
        segment.GatewayNumber ??= cable.GatewayNumber;
        foreach (GatewayAddress own in leaves.SelectMany(leaf => leaf.Addresses).Where(own => !segment.Gateways.Exists(other => other.Prefix == own.Prefix)))
        {
            segment.Gateways.Add(own);
        }

        return ([segment], false);
    }

    /// <summary>The segment that has one of the prefixes that are spoken of on the link, else a new one.</summary>
    private TopologySegment ByAddresses(TopologyCable cable, TopologyEnd[] leaves, TopologyEnd[] hosts)
    {
        string? vrf = cable.Vrf ?? leaves.Select(leaf => leaf.Vrf).FirstOrDefault(name => name is not null);
        IpPrefix[] spoken =
        [
            .. cable.Prefixes.Concat(cable.Gateways.Concat(leaves.SelectMany(leaf => leaf.Addresses)).Concat(hosts.SelectMany(host => host.Addresses.Concat(HostAddresses.Of(host))))
                .Select(address => address.Prefix)).Distinct(),
        ];
        foreach (IpPrefix prefix in spoken.Where(prefix => !IsUsable(prefix)))
        {
            draft.Notes.Lost(cable.Span, $"prefix {prefix} of link `{cable}`", "it has no room for a gateway and a host, or cannot be routed");
        }

        IpPrefix[] usable = [.. spoken.Where(IsUsable)];
        if (usable.Length > MostPrefixes)
        {
            draft.Notes.Lost(cable.Span, $"{usable.Length - MostPrefixes} prefixes of link `{cable}`", $"a subnet has at most {MostPrefixes}");
        }

        IpPrefix[] prefixes = [.. usable.Take(MostPrefixes)];
        TopologySegment? segment = prefixes.Select(prefix => _byPrefix.GetValueOrDefault((vrf, prefix))).FirstOrDefault(known => known is not null);
        if (segment is null)
        {
            bool isShared = prefixes.Length == 0 && !draft.IsSegmentPerLink && cable.Name is null;
            segment = isShared ? _shared ??= draft.NewSegment(SharedName, cable.Span) : draft.NewSegment(cable.Name ?? $"lan{++_made}", cable.Span);
            segment.Vrf ??= vrf;
            segment.Pool ??= cable.Pool;
        }

        segment.Prefixes.AddRange(prefixes.Where(prefix => !segment.Prefixes.Contains(prefix)).Take(MostPrefixes - Math.Min(MostPrefixes, segment.Prefixes.Count)));
        Index(segment);
        return segment;
    }

    private void Index(TopologySegment segment)
    {
        foreach (IpPrefix prefix in segment.Prefixes)
        {
            _byPrefix.TryAdd((segment.Vrf, prefix), segment);
        }
    }

    /// <summary>A prefix that leaves room for a gateway and a host.</summary>
    public static bool IsUsable(IpPrefix prefix) => prefix.Length <= prefix.Address.BitCount - 2 && !prefix.Address.IsLinkLocal && !prefix.Address.IsLoopback;
}
