namespace Weft.Model;

/// <summary>Reads the links. Ports that the file names are taken first, so that derived names keep clear of them.</summary>
internal sealed class LinkBinder(FabricDraft draft, FaultList faults)
{
    private const uint SiteMetric = 10;
    private const uint InterconnectMetric = 100;

    private readonly Dictionary<(string, string), SourceSpan> _unnamed = [];

    public void Bind(MapReader file)
    {
        List<LinkEntry> entries = [];
        foreach (SourceNode item in file.Items("links"))
        {
            MapReader body = file.Of(item as SourceMap);
            SourceScalar? ends = item as SourceScalar ?? body.Scalar("ends");
            if (ends is not null && LinkText.TryParse(ends.Text, out LinkText text))
            {
                entries.Add(new LinkEntry(text, ends.Span, body));
            }
        }

        foreach (LinkEntry entry in entries.Where(entry => entry.NamesPorts).Concat(entries.Where(entry => !entry.NamesPorts)))
        {
            BindEntry(entry);
        }

        // The links of one entry have one span and stay in the order in which it names their ends: List.Sort would shuffle them.
        DraftLink[] inOrder = [.. draft.Links.OrderBy(link => link.Span)];
        draft.Links.Clear();
        draft.Links.AddRange(inOrder);
    }

    private void BindEntry(LinkEntry entry)
    {
        DraftNode?[] left = [.. entry.Text.Left.Select(end => Resolve(end, entry.Span))];
        DraftNode?[] right = [.. entry.Text.Right.Select(end => Resolve(end, entry.Span))];
        List<Located<DraftSubnet>> bridges = BindBridges(entry.Body);
        for (int i = 0; i < left.Length; i++)
        {
            for (int j = 0; j < right.Length; j++)
            {
                if (left[i] is { } a && right[j] is { } b)
                {
                    BindLink(entry, a, entry.Text.Left[i].Port, b, entry.Text.Right[j].Port, bridges);
                }
            }
        }
    }

    private DraftNode? Resolve(LinkEnd end, SourceSpan span)
    {
        DraftNode? node = draft.Nodes.Find(end.Node);
        if (node is null)
        {
            faults.Add(
                FaultCode.UnknownNode,
                span,
                $"a link ends at node `{end.Node}`, which this fabric does not have",
                Suggestion.For(end.Node, draft.Nodes.Names, "nodes"));
        }

        return node;
    }

    private List<Located<DraftSubnet>> BindBridges(MapReader body)
    {
        List<Located<DraftSubnet>> bridges = [];
        foreach (SourceScalar name in body.Scalars("bridge"))
        {
            if (draft.Subnets.Resolve(name, $"the link carries subnet `{name.Text}`, which this fabric does not have", faults) is { } subnet
                && !bridges.Exists(bridge => bridge.Value == subnet))
            {
                bridges.Add(new Located<DraftSubnet>(subnet, name.Span));
            }
        }

        return bridges;
    }

    private void BindLink(LinkEntry entry, DraftNode a, string portA, DraftNode b, string portB, List<Located<DraftSubnet>> bridges)
    {
        if (a == b)
        {
            faults.Add(FaultCode.LinkToSelf, entry.Span, $"this link joins `{a.Name}` to itself", "name another node at one end");
            return;
        }

        if (portA.Length == 0 && portB.Length == 0 && !CheckTwice(entry.Span, a, b))
        {
            return;
        }

        bool isBridged = entry.Body.Has("bridge");
        PortKind kind = isBridged ? PortKind.Interswitch : PortKind.Fabric;
        bool isInterconnect = a.Site is not null && b.Site is not null && a.Site != b.Site;
        uint metric = (uint?)entry.Body.Number("metric")?.Value ?? (isInterconnect ? InterconnectMetric : SiteMetric);
        BfdTiming? bfd = isBridged ? null : BindBfd(entry.Body, isInterconnect);
        DraftPort? endA = TakePort(a, portA, b, kind, metric, bfd, entry.Span);
        DraftPort? endB = TakePort(b, portB, a, kind, metric, bfd, entry.Span);
        if (endA is null || endB is null)
        {
            return;
        }

        DraftLink link = new(a, endA, b, endB, entry.Span) { IsBridged = isBridged };
        link.Bridges.AddRange(bridges);
        endA.Subnets.AddRange(bridges.Select(bridge => bridge.Value));
        endB.Subnets.AddRange(bridges.Select(bridge => bridge.Value));
        draft.Links.Add(link);
    }

    /// <summary>A link's own word comes before the fabric's; settings of its own switch it on.</summary>
    private BfdTiming? BindBfd(MapReader body, bool isInterconnect)
    {
        bool isMeant = draft.Bfd == BfdScope.All || (draft.Bfd == BfdScope.Interconnects && isInterconnect);
        bool isOn = body.Get("bfd") switch
        {
            SourceScalar word => word.Text is "true" or "True" or "TRUE",
            SourceMap => true,
            _ => isMeant,
        };
        MapReader own = body.Of(body.Get("bfd") as SourceMap);
        TimeSpan interval = own.Scalar("interval") is { } scalar && DurationText.TryParse(scalar.Text, out TimeSpan given) ? given : draft.Timers.BfdInterval;
        int multiplier = (int?)own.Number("multiplier")?.Value ?? draft.Timers.BfdMultiplier;
        return isOn ? new BfdTiming(interval, multiplier) : null;
    }

    private bool CheckTwice(SourceSpan span, DraftNode a, DraftNode b)
    {
        (string, string) pair = string.CompareOrdinal(a.Name, b.Name) < 0 ? (a.Name, b.Name) : (b.Name, a.Name);
        if (_unnamed.TryAdd(pair, span))
        {
            return true;
        }

        faults.Add(
            FaultCode.LinkTwice,
            span,
            $"`{a.Name}` and `{b.Name}` are linked twice",
            $"remove one, or name the ports of a parallel link: `{a.Name}:swp31 -- {b.Name}:swp31`",
            new FaultLabel(_unnamed[pair], "the first is here"));
        return false;
    }

    private DraftPort? TakePort(DraftNode node, string name, DraftNode peer, PortKind kind, uint metric, BfdTiming? bfd, SourceSpan span)
    {
        DraftPort port = new(name.Length > 0 ? name : node.FreePortName(peer.Name), span, kind)
        {
            Peer = peer.Name,
            Metric = kind == PortKind.Fabric ? metric : 0,
            Bfd = bfd,
        };
        return PortBinder.Take(node, port, faults) ? port : null;
    }

    /// <summary>One entry under <c>links:</c>.</summary>
    private sealed record LinkEntry(LinkText Text, SourceSpan Span, MapReader Body)
    {
        public bool NamesPorts => Text.Left.Concat(Text.Right).Any(end => end.Port.Length > 0);
    }
}
