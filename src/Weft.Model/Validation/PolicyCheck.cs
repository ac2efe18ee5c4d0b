using Weft.Wire;

namespace Weft.Model;

/// <summary>Announcements say something, can be kept apart where they differ, and lead where they should.</summary>
internal sealed class PolicyCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        foreach (DraftOutside router in draft.Outside)
        {
            foreach (DraftSession session in router.Sessions.DistinctBy(session => session.Announce.Span))
            {
                CheckPrefixes(router, session.Announce);
                CheckHomes(router, session.Announce);
            }
        }

        CheckAgreement();
        foreach (DraftSite site in draft.Sites.Items.Where(site => site.AnnounceSpan is not null && site.Site.Announce.Mode != AnnounceMode.All))
        {
            CheckSite(site);
        }
    }

    /// <summary>A route of the kernel is announced in a VRF or it is not; the routing daemon of the edge cannot tell for whom.</summary>
    private void CheckAgreement()
    {
        Dictionary<(DraftNode, VrfId), (DraftOutside Router, DraftSession Session)> first = [];
        foreach (DraftOutside router in draft.Outside)
        {
            foreach (DraftSession session in router.Sessions)
            {
                if (!first.TryAdd((session.Edge, router.VrfId), (router, session)) && first[(session.Edge, router.VrfId)] is var other
                    && other.Session.Announce.Value != session.Announce.Value)
                {
                    faults.Add(
                        FaultCode.AnnouncementsDiffer,
                        session.Announce.Span == SourceSpan.Start ? session.Span : session.Announce.Span,
                        $"`{session.Edge.Name}` announces {session.Announce.Value} to `{router.Name}` and {other.Session.Announce.Value} to `{other.Router.Name}`",
                        "give both the same `announce:`, or link one of them to another edge",
                        new FaultLabel(other.Session.Span, $"`{other.Router.Name}` is linked here"));
                }
            }
        }
    }

    private void CheckPrefixes(DraftOutside router, Located<AnnouncePolicy> announce)
    {
        foreach (IpPrefix prefix in announce.Value.Prefixes)
        {
            bool isSummary = announce.Value.Mode == AnnounceMode.Summary;
            if (!SubnetsOf(router).Any(subnet => subnet.Gateways.Exists(gateway =>
                isSummary ? prefix.Contains(gateway.Value.Prefix) : prefix.Overlaps(gateway.Value.Prefix))))
            {
                faults.Add(
                    FaultCode.AnnouncementCoversNothing,
                    announce.Span,
                    isSummary ? $"no subnet lies within the summary {prefix}, so it is never announced" : $"no subnet has an address of {prefix}",
                    "list a prefix of a subnet in the router's VRF, or a shorter one that holds it");
            }
        }
    }

    private void CheckHomes(DraftOutside router, Located<AnnouncePolicy> announce)
    {
        if (announce.Value.Mode is not (AnnounceMode.Moved or AnnounceMode.Summary))
        {
            return;
        }

        foreach (DraftSubnet subnet in SubnetsOf(router).Where(subnet => subnet.Home is null && draft.Sites.Items.Count > 1))
        {
            faults.Add(
                FaultCode.NoHomeToLeave,
                announce.Span,
                $"subnet `{subnet.Name}` has no home, so none of its hosts counts as moved and none is announced",
                "give it a `home:`, or announce `all`",
                new FaultLabel(subnet.Span, $"`{subnet.Name}` is here"));
        }

        foreach (IpPrefix summary in announce.Value.Mode == AnnounceMode.Summary ? announce.Value.Prefixes : [])
        {
            DraftSubnet[] within = [.. SubnetsOf(router).Where(subnet => subnet.Home is not null && subnet.Gateways.Exists(gateway => summary.Contains(gateway.Value.Prefix)))];
            DraftSubnet? other = Array.Find(within, subnet => subnet.Home!.Value.Value != within[0].Home!.Value.Value);
            if (other is not null)
            {
                faults.Add(
                    FaultCode.SummaryOfTwoHomes,
                    announce.Span,
                    $"the summary {summary} holds `{within[0].Name}` of {within[0].Home!.Value.Value.Name} and `{other.Name}` of {other.Home!.Value.Value.Name}, and can lead to one site only",
                    "give each site a summary of its own",
                    new FaultLabel(other.Home.Value.Span, $"the home of `{other.Name}` is here"));
            }
        }
    }

    /// <summary>A leaf that has the subnet itself looks for its hosts there, unless a route says otherwise.</summary>
    private void CheckSite(DraftSite site)
    {
        DraftSubnet[] kept =
        [
            .. draft.Subnets.Items.Where(subnet => subnet.Home?.Value == site
                && draft.Nodes.Items.Any(node => node.Site is { } other && other != site && node.Role == NodeRole.Leaf && subnet.IsAt(other))),
        ];
        if (kept.Length > 0)
        {
            faults.Add(
                FaultCode.HostRoutesStay,
                site.AnnounceSpan!.Value,
                $"other sites have {string.Join(" and ", kept.Select(subnet => $"`{subnet.Name}`"))} too, so their leaves keep a route of each host there; spines and edges do without",
                "list the sites of a subnet with `sites:` where it need not be everywhere");
        }
    }

    private IEnumerable<DraftSubnet> SubnetsOf(DraftOutside router) => draft.Subnets.Items.Where(subnet => subnet.Vrf?.Vrf.Id == router.VrfId);
}
