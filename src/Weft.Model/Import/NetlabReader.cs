using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads a topology of netlab: the head, address pools, VLANs and VRFs here, machines and links in classes of their own.</summary>
internal sealed class NetlabReader(TopologyDraft draft)
{
    /// <summary>netlab numbers VLANs from here.</summary>
    private const int FirstVlan = 1000;

    private readonly NetlabPrefixes _prefixes = new(draft);
    private readonly List<(SourceNode Links, string Vlan)> _vlanLinks = [];
    private readonly List<(SourceNode Links, string Vrf)> _vrfLinks = [];
    private readonly List<(string Into, string From, SourceSpan Span)> _imports = [];

    public void Read(SourceNode root)
    {
        TopologyMap file = new(root, TopologyPlace.NetlabFile, "the topology", draft.Notes);
        draft.Name = file.Scalar("name")?.Text ?? draft.Name;
        draft.IsSegmentPerLink = true;
        ReadNumbers(file);
        _prefixes.ReadPools(file);
        _prefixes.ReadNamed(file);
        ReadVrfs(file.Named("vrfs"));
        ReadVlans(file.Named("vlans"));
        NetlabMachines machines = new(draft, this);
        machines.Read(file);
        NetlabLinks links = new(draft, _prefixes);
        links.Read(file.Take("links"), vlan: null, vrf: null);
        foreach ((SourceNode list, string vlan) in _vlanLinks)
        {
            links.Read(list, vlan, vrf: null);
        }

        foreach ((SourceNode list, string vrf) in _vrfLinks)
        {
            links.Read(list, vlan: null, vrf);
        }

        file.Close();
        ResolveImports();
    }

    /// <summary>VLANs of the file, of a group or of a node: one name is one VLAN everywhere.</summary>
    public void ReadVlans(IEnumerable<SourceEntry> vlans)
    {
        foreach (SourceEntry entry in vlans)
        {
            TopologySegment segment = draft.Segment(entry.Key.Text, entry.Key.Span);
            TopologyMap vlan = new(entry.Value, TopologyPlace.NetlabVlan, $"VLAN `{TopologyMap.Shown(entry.Key.Text)}`", draft.Notes);
            if (vlan.Number("id", 1, 4095) is { } id)
            {
                segment.Vlan ??= (int)id;
            }

            NetlabPrefixes.Found found = _prefixes.Of(vlan.Take("prefix"));
            foreach (IpPrefix prefix in found.Prefixes.Where(prefix => !segment.Prefixes.Contains(prefix)))
            {
                if (HostShaper.IsUsable(prefix))
                {
                    segment.Prefixes.Add(prefix);
                }
                else
                {
                    draft.Notes.Lost(entry.Key.Span, $"prefix {prefix} of VLAN `{segment.Name}`", "it has no room for a gateway and a host, or cannot be routed");
                }
            }

            segment.Pool ??= vlan.Scalar("pool")?.Text ?? vlan.Scalar("role")?.Text ?? found.Pool;
            segment.Vrf ??= vlan.Scalar("vrf") is { } vrf ? draft.Vrf(vrf.Text, vrf.Span) : null;
            (List<GatewayAddress> gateways, int? number) = _prefixes.GatewayOf(vlan.Take("gateway"), segment.Prefixes);
            segment.Gateways.AddRange(gateways);
            segment.GatewayNumber ??= number;
            if (vlan.Take("links") is { } links)
            {
                _vlanLinks.Add((links, entry.Key.Text));
            }

            vlan.Close();
        }
    }

    public void ReadVrfs(IEnumerable<SourceEntry> vrfs)
    {
        foreach (SourceEntry entry in vrfs)
        {
            draft.Vrf(entry.Key.Text, entry.Key.Span);
            TopologyMap vrf = new(entry.Value, TopologyPlace.NetlabVrf, $"VRF `{TopologyMap.Shown(entry.Key.Text)}`", draft.Notes);
            _imports.AddRange(vrf.Scalars("import").Select(from => (entry.Key.Text, from.Text, from.Span)));
            _imports.AddRange(vrf.Scalars("export").Select(into => (into.Text, entry.Key.Text, into.Span)));
            if (vrf.Take("links") is { } links)
            {
                _vrfLinks.Add((links, entry.Key.Text));
            }

            vrf.Close();
        }
    }

    private void ReadNumbers(TopologyMap file)
    {
        NestedKeys nested = new(draft.Notes);
        SourceScalar? own = nested.Read(file.Take("bgp"), "`bgp` of the topology", TopologyNoteKind.Left, "as");
        draft.AsNumber = nested.Number(own, 1, uint.MaxValue - 1) is { } number ? (uint)number : null;
        SourceScalar? first = nested.Read(file.Take("vlan"), "`vlan` of the topology", TopologyNoteKind.Left, "start_vlan_id");
        draft.Vlans = ((int)(nested.Number(first, 1, VlanId.Maximum) ?? FirstVlan), 1);
        SourceScalar? gateway = nested.Read(file.Take("gateway"), "`gateway` of the topology", TopologyNoteKind.Left, "id");
        draft.GatewayNumber = nested.Number(gateway, -NetlabPrefixes.MostNumbers, NetlabPrefixes.MostNumbers) is { } id and not 0 ? (int)id : 1;
    }

    private void ResolveImports()
    {
        HashSet<(string, string)> seen = [];
        foreach ((string into, string from, SourceSpan span) in _imports.Where(import => import.From != import.Into))
        {
            (_, string? name, _) = draft.Vrfs.Find(vrf => vrf.Original == from);
            (_, _, List<string>? imports) = draft.Vrfs.Find(vrf => vrf.Original == into);
            if (name is null || imports is null)
            {
                draft.Notes.Lost(span, $"routes of VRF `{TopologyMap.Shown(from)}` in `{TopologyMap.Shown(into)}`", "the topology has no VRF of that name");
            }
            else if (seen.Add((into, name)))
            {
                imports.Add(name);
            }
        }
    }
}
