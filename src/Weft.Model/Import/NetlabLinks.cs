namespace Weft.Model;

/// <summary>
/// Reads the links of netlab in all their forms: "a-b", a list of nodes, a mapping with nodes as keys, a mapping with `interfaces`, groups of links with
/// `members`, and lists of links by the name of a section.
/// </summary>
internal sealed class NetlabLinks(TopologyDraft draft, NetlabPrefixes prefixes)
{
    /// <summary>Hyphens that the name of a node may have in "a-b".</summary>
    private const int MostNameParts = 6;

    private readonly NetlabLinkSettings _settings = new(draft, prefixes);
    private readonly NetlabInterfaces _interfaces = new(draft, prefixes);

    /// <param name="links">A list of links, or a mapping of such lists.</param>
    /// <param name="vlan">The VLAN whose links these are, or null.</param>
    /// <param name="vrf">The VRF whose links these are, or null.</param>
    public void Read(SourceNode? links, string? vlan, string? vrf)
    {
        switch (links)
        {
            case SourceList list:
                TopologyCable template = new(list.Span) { Access = vlan, Vrf = vrf is null ? null : draft.Vrf(vrf, list.Span) };
                ReadList(list.Items, template);
                break;

            case SourceMap map:
                foreach (SourceEntry section in map.Entries)
                {
                    bool isLink = section.Value is SourceScalar { IsNull: false } || (section.Value is SourceMap body && !body.Entries.All(entry => entry.Value is SourceList));
                    Read(isLink ? new SourceList(section.Value.Span, [section.Value]) : section.Value, vlan, vrf);
                }

                break;

            case null or SourceScalar { IsNull: true }:
                break;

            default:
                draft.Notes.Fault(links.Span, "`links` of the topology", $"it must be a list, but here is {links.Noun}");
                break;
        }
    }

    private void ReadList(IEnumerable<SourceNode> items, TopologyCable template)
    {
        foreach (SourceNode item in items)
        {
            TopologyCable cable = new(item.Span);
            switch (item)
            {
                case SourceScalar { IsNull: false } text:
                    ReadText(cable, text);
                    break;

                case SourceList list:
                    foreach (SourceScalar node in list.Items.OfType<SourceScalar>())
                    {
                        AddEnd(cable, node.Text, node.Span, body: null);
                    }

                    break;

                case SourceMap map:
                    if (!ReadMap(cable, map, template))
                    {
                        continue;
                    }

                    break;

                default:
                    draft.Notes.Fault(item.Span, "a link", "it is empty; write its nodes, as in `r1-r2`");
                    continue;
            }

            NetlabLinkSettings.Inherit(cable, template);
            if (cable.Ends.Count > 0)
            {
                draft.Cables.Add(cable);
            }
        }
    }

    /// <summary>"a-b-c"; names with hyphens are found as well, the longest first.</summary>
    private void ReadText(TopologyCable cable, SourceScalar text)
    {
        string[] parts = text.Text.Split('-');
        for (int at = 0; at < parts.Length;)
        {
            int length = Math.Min(MostNameParts, parts.Length - at);
            while (length > 1 && draft.Find(string.Join('-', parts, at, length).Trim()) is null)
            {
                length--;
            }

            AddEnd(cable, string.Join('-', parts, at, length).Trim(), text.Span, body: null);
            at += length;
        }
    }

    /// <summary>False when the mapping is no link by itself: a group of links, or one that is switched off.</summary>
    private bool ReadMap(TopologyCable cable, SourceMap map, TopologyCable template)
    {
        TopologyMap link = new(map, TopologyPlace.NetlabLink, "a link", draft.Notes);
        foreach (SourceEntry entry in link.Entries.Where(entry => TopologyKeys.Find(TopologyPlace.NetlabLink, entry.Key.Text) is null))
        {
            if (draft.Find(entry.Key.Text) is not null || entry.Value is SourceMap or SourceScalar { IsNull: true })
            {
                link.TakeName(entry.Key.Text);
                AddEnd(cable, entry.Key.Text, entry.Key.Span, entry.Value);
            }
        }

        foreach (SourceNode item in link.Items("interfaces"))
        {
            ReadInterface(cable, item);
        }

        bool isOff = link.Scalar("disable")?.Text is "true" or "True" or "TRUE";
        string type = link.Scalar("type")?.Text ?? "";
        _settings.Read(link, cable);
        SourceNode? members = link.Take("members") ?? MembersOfAggregate(link.Take("lag"));
        link.Take("group");
        link.Close();
        _interfaces.Resolve(cable);
        if (members is SourceList list)
        {
            NetlabLinkSettings.Inherit(cable, template);
            ReadList(list.Items, cable);
            return false;
        }

        if (isOff)
        {
            draft.Notes.Left(map.Span, $"link `{cable}`", "it is disabled");
            return false;
        }

        if (type is "loopback" or "tunnel" or "lag" or "vlan_member")
        {
            draft.Notes.Lost(map.Span, $"link `{cable}` of type `{type}`", "a fabric has cables only");
            return false;
        }

        return true;
    }

    /// <summary>An aggregate is the links that it is made of, each on its own.</summary>
    private SourceNode? MembersOfAggregate(SourceNode? lag)
    {
        if (lag is not SourceMap map || map.Find("members")?.Value is not { } members)
        {
            return null;
        }

        foreach (SourceEntry entry in map.Entries.Where(entry => entry.Key.Text != "members"))
        {
            draft.Notes.Left(entry.Key.Span, $"`{TopologyMap.Shown(entry.Key.Text)}` of a link aggregate", "its links are links of their own here");
        }

        draft.Notes.Changed(map.Span, "a link aggregate", "its links are links of their own here; a host has one of them");
        return members;
    }

    private void ReadInterface(TopologyCable cable, SourceNode item)
    {
        if (item is SourceScalar { IsNull: false } name)
        {
            AddEnd(cable, name.Text, name.Span, body: null);
        }
        else if (item is SourceMap map && map.Find("node")?.Value is SourceScalar { IsNull: false } node)
        {
            AddEnd(cable, node.Text, node.Span, item);
        }
        else
        {
            draft.Notes.Fault(item.Span, "an interface of a link", "write the name of a node, or a mapping with `node`");
        }
    }

    private void AddEnd(TopologyCable cable, string name, SourceSpan span, SourceNode? body)
    {
        if (draft.Find(name) is { } machine)
        {
            TopologyEnd end = new(machine, span);
            cable.Ends.Add(end);
            _interfaces.Read(end, body);
        }
        else
        {
            draft.Notes.Fault(span, $"a link names `{TopologyMap.Shown(name)}`, which is neither a node nor a key that a link has", draft.Suggest(name));
        }
    }
}
