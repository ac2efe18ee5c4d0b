namespace Weft.Model;

/// <summary>Reads what a link of netlab says about one of its ends.</summary>
internal sealed class NetlabInterfaces(TopologyDraft draft, NetlabPrefixes prefixes)
{
    private readonly List<(TopologyEnd End, SourceScalar Address)> _open = [];

    public void Read(TopologyEnd end, SourceNode? body)
    {
        TopologyMap map = new(body, TopologyPlace.NetlabInterface, $"the interface of node `{end.Machine.Name}`", draft.Notes);
        map.Take("node");
        SourceScalar? port = map.Scalar("ifname");
        end.Port = end.Machine.Kind == MachineKind.Switch ? port?.Text : null;
        (string? access, List<string> trunk) = NetlabLinkSettings.VlanOf(map.Take("vlan"), draft.Notes);
        end.Access = access;
        end.Trunk.AddRange(trunk);
        end.Vrf = map.Scalar("vrf") is { } vrf ? draft.Vrf(vrf.Text, vrf.Span) : null;
        end.Metric = NetlabLinkSettings.MetricOf(map, $"the interface of node `{end.Machine.Name}`", draft.Notes);
        foreach (SourceScalar text in new[] { map.Scalar("ipv4"), map.Scalar("ipv6") }.OfType<SourceScalar>())
        {
            ReadAddress(end, text);
        }

        map.Close();
    }

    /// <summary>Addresses without a length need the prefixes of the link, which stand beside its nodes.</summary>
    public void Resolve(TopologyCable cable)
    {
        foreach ((TopologyEnd end, SourceScalar text) in _open)
        {
            string? vlan = end.Access ?? cable.Access ?? cable.Ends.Select(other => other.Access).FirstOrDefault(name => name is not null);
            if (prefixes.AddressOf(text, vlan is not null && draft.FindSegment(vlan) is { } segment ? segment.Prefixes : cable.Prefixes) is { } address)
            {
                end.Addresses.Add(address);
            }
        }

        _open.Clear();
    }

    private void ReadAddress(TopologyEnd end, SourceScalar text)
    {
        if (text.Kind == ResolvedKind.Integer && ScalarCheck.TryNumber(text.Text, out long number) && number is > 0 and <= uint.MaxValue)
        {
            end.HostNumber ??= (uint)number;
        }
        else if (text.Kind == ResolvedKind.Text)
        {
            _open.Add((end, text));
        }
    }
}
