namespace Weft.Model;

/// <summary>Reads what a link of netlab says beside its nodes.</summary>
internal sealed class NetlabLinkSettings(TopologyDraft draft, NetlabPrefixes prefixes)
{
    public void Read(TopologyMap link, TopologyCable cable)
    {
        cable.Name = link.Scalar("name")?.Text;
        NetlabPrefixes.Found found = prefixes.Of(link.Take("prefix"));
        cable.Prefixes.AddRange(found.Prefixes);
        cable.Pool = link.Scalar("pool")?.Text ?? link.Scalar("role")?.Text ?? found.Pool;
        (string? access, List<string> trunk) = VlanOf(link.Take("vlan"), draft.Notes);
        cable.Access = access;
        cable.Trunk = trunk;
        cable.Vrf = link.Scalar("vrf") is { } vrf ? draft.Vrf(vrf.Text, vrf.Span) : null;
        (List<GatewayAddress> gateways, int? number) = prefixes.GatewayOf(link.Take("gateway"), cable.Prefixes);
        cable.Gateways.AddRange(gateways);
        cable.GatewayNumber = number;
        cable.Metric = MetricOf(link, "a link", draft.Notes);
    }

    /// <summary>The metric that IS-IS or OSPF would have.</summary>
    public static uint? MetricOf(TopologyMap map, string owner, TopologyNotes notes)
    {
        NestedKeys nested = new(notes);
        SourceScalar? isis = nested.Read(map.Take("isis"), $"`isis` of {owner}", TopologyNoteKind.Left, "metric", "cost");
        SourceScalar? ospf = nested.Read(map.Take("ospf"), $"`ospf` of {owner}", TopologyNoteKind.Left, "cost");
        return (uint?)nested.Number(isis ?? ospf, 1, FabricFormat.MaximumMetric);
    }

    /// <summary>`vlan.access` and `vlan.trunk`; a trunk is a list or a mapping of VLANs.</summary>
    public static (string? Access, List<string> Trunk) VlanOf(SourceNode? vlan, TopologyNotes notes)
    {
        TopologyMap map = new(vlan, TopologyPlace.NetlabLinkVlan, "`vlan` of a link", notes);
        string? access = map.Scalar("access")?.Text;
        List<string> trunk = map.Take("trunk") switch
        {
            SourceList list => [.. list.Items.OfType<SourceScalar>().Where(name => !name.IsNull).Select(name => name.Text)],
            SourceMap names => [.. names.Entries.Select(entry => entry.Key.Text)],
            SourceScalar { IsNull: false } one => [one.Text],
            _ => [],
        };
        map.Close();
        return (access, trunk);
    }

    /// <summary>A link has what its group says unless it says otherwise itself. The prefix of a group would be one subnet, as in netlab.</summary>
    public static void Inherit(TopologyCable cable, TopologyCable group)
    {
        cable.Access ??= group.Access;
        cable.Vrf ??= group.Vrf;
        cable.Pool ??= group.Pool;
        cable.Metric ??= group.Metric;
        cable.GatewayNumber ??= group.GatewayNumber;
        if (cable.Prefixes.Count == 0)
        {
            cable.Prefixes.AddRange(group.Prefixes);
        }

        if (cable.Trunk.Count == 0)
        {
            cable.Trunk = group.Trunk;
        }
    }
}
