namespace Weft.Model;

/// <summary>Bridged links carry bridged subnets within one site, without a loop.</summary>
internal sealed class BridgeCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        foreach (DraftLink link in draft.Links.Where(link => link.IsBridged))
        {
            foreach (Located<DraftSubnet> bridge in link.Bridges)
            {
                CheckLink(link, bridge);
            }
        }

        foreach (DraftSubnet subnet in draft.Subnets.Items.Where(subnet => subnet.Scope == SubnetScope.Bridged))
        {
            CheckLoops(subnet);
        }
    }

    private void CheckLink(DraftLink link, Located<DraftSubnet> bridge)
    {
        DraftSubnet subnet = bridge.Value;
        if (subnet.Scope == SubnetScope.Routed)
        {
            faults.Add(
                FaultCode.BridgedLinkMismatch,
                bridge.Span,
                $"this link carries subnet `{subnet.Name}`, whose scope is `routed`",
                $"give `{subnet.Name}` the `scope: bridged`, or take it off the link",
                new FaultLabel(subnet.Span, $"`{subnet.Name}` is here"));
        }

        if (link.A.Site is not { } siteA || link.B.Site is not { } siteB)
        {
            return;
        }

        if (siteA != siteB)
        {
            faults.Add(
                FaultCode.BridgedLinkMismatch,
                link.Span,
                $"this link bridges `{subnet.Name}` from site `{siteA.Name}` to `{siteB.Name}`",
                "a bridged link stays within a site; between sites the fabric routes");
        }
        else if (!subnet.IsAt(siteA))
        {
            faults.Add(
                FaultCode.SubnetNotAtSite,
                bridge.Span,
                $"subnet `{subnet.Name}` is not at site `{siteA.Name}`, where this link is",
                $"add `{siteA.Name}` to its `sites:`",
                new FaultLabel(subnet.Sites![0].Span, "its sites are here"));
        }
    }

    /// <summary>There is no spanning tree, so the links of one subnet must be a tree.</summary>
    private void CheckLoops(DraftSubnet subnet)
    {
        Groups<DraftNode> groups = new();
        List<DraftLink> links = [.. draft.Links.Where(link => link.Bridges.Exists(bridge => bridge.Value == subnet))];
        foreach (DraftLink link in links)
        {
            if (!groups.Join(link.A, link.B))
            {
                faults.Add(
                    FaultCode.BridgeLoop,
                    link.Span,
                    $"this link closes a loop of bridged subnet `{subnet.Name}`: `{link.A.Name}` and `{link.B.Name}` are joined already",
                    $"take `{subnet.Name}` off one link of the loop",
                    new FaultLabel(links[0].Span, $"`{subnet.Name}` is bridged from here"));
            }
        }

        CheckPieces(subnet, groups);
    }

    private void CheckPieces(DraftSubnet subnet, Groups<DraftNode> groups)
    {
        foreach (IGrouping<DraftSite, DraftNode> site in draft.Nodes.Items
            .Where(node => node.Role == NodeRole.Leaf && node.Site is { } at && subnet.IsAt(at))
            .GroupBy(node => node.Site!))
        {
            DraftNode first = site.First();
            DraftNode? apart = site.FirstOrDefault(node => groups.RootOf(node) != groups.RootOf(first));
            if (apart is not null && !draft.Links.Exists(link => link.IsBridged && link.Bridges.Count == 0))
            {
                faults.Add(
                    FaultCode.SegmentInPieces,
                    subnet.Span,
                    $"bridged subnet `{subnet.Name}` is in pieces at site `{site.Key.Name}`: no bridged link joins `{first.Name}` and `{apart.Name}`",
                    $"add {{ ends: {first.Name} -- {apart.Name}, bridge: [{subnet.Name}] }} to `links:`",
                    new FaultLabel(apart.Span, $"`{apart.Name}` is here"));
            }
        }
    }
}
