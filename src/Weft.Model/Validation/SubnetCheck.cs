namespace Weft.Model;

/// <summary>VLANs, VRIDs and sites of subnets agree with each other.</summary>
internal sealed class SubnetCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        CheckVlans();
        CheckVrids();
        foreach (DraftSubnet subnet in draft.Subnets.Items)
        {
            CheckSites(subnet);
            CheckVrrp(subnet);
        }
    }

    private void CheckVlans()
    {
        foreach (IGrouping<ushort, DraftSubnet> same in draft.Subnets.Items.Where(subnet => subnet.Vlan is not null).GroupBy(subnet => subnet.Vlan!.Value.Value.Value))
        {
            DraftSubnet[] subnets = [.. same];
            for (int i = 1; i < subnets.Length; i++)
            {
                DraftSubnet? first = Array.Find(subnets[..i], subnets[i].Meets);
                if (first is not null)
                {
                    faults.Add(
                        FaultCode.VlanTaken,
                        subnets[i].Vlan!.Value.Span,
                        $"VLAN {same.Key} of subnet `{subnets[i].Name}` is that of `{first.Name}` too",
                        "use another VLAN, or keep the two at different sites with `sites:`",
                        new FaultLabel(first.Vlan!.Value.Span, $"`{first.Name}` has it here"));
                }
            }
        }
    }

    private void CheckVrids()
    {
        foreach (IGrouping<byte, DraftSubnet> same in draft.Subnets.Items.Where(subnet => subnet.Vrid is not null).GroupBy(subnet => subnet.Vrid!.Value.Value))
        {
            DraftSubnet first = same.First();
            foreach (DraftSubnet subnet in same.Skip(1))
            {
                faults.Add(
                    FaultCode.VridShared,
                    subnet.Vrid!.Value.Span,
                    $"subnets `{first.Name}` and `{subnet.Name}` share VRID {same.Key}, so their gateways have the same MAC",
                    "use another VRID, or leave it out",
                    new FaultLabel(first.Vrid!.Value.Span, $"`{first.Name}` has it here"));
            }
        }
    }

    private void CheckSites(DraftSubnet subnet)
    {
        foreach (Located<DraftSite> site in new[] { subnet.Home }.OfType<Located<DraftSite>>().Concat(subnet.Backup))
        {
            if (!subnet.IsAt(site.Value))
            {
                faults.Add(
                    FaultCode.SubnetNotAtSite,
                    site.Span,
                    $"subnet `{subnet.Name}` cannot be advertised by site `{site.Value.Name}`, where it is not",
                    $"add `{site.Value.Name}` to its `sites:`",
                    new FaultLabel(subnet.Sites![0].Span, "its sites are here"));
            }
        }

        if (subnet.Home is { } home && !HasLeaf(home.Value))
        {
            faults.Add(
                FaultCode.SiteWithoutLeaf,
                home.Span,
                $"`{home.Value.Name}` is the home of subnet `{subnet.Name}` but has no leaf to advertise it",
                "name a site with leaves, or add a leaf there",
                new FaultLabel(home.Value.Span, $"`{home.Value.Name}` is here"));
        }
    }

    /// <summary>A node whose site or role is faulty may be the leaf that is looked for.</summary>
    private bool HasLeaf(DraftSite site) =>
        draft.Nodes.Items.Any(node => (node.Site is null || node.Site == site) && node.Role is null or NodeRole.Leaf);

    private void CheckVrrp(DraftSubnet subnet)
    {
        if (subnet.Vrrp is { Value: 2 } version && subnet.Gateways.Count > 0 && !subnet.Gateways.Exists(gateway => gateway.Value.Address.IsIpv4))
        {
            faults.Add(
                FaultCode.VrrpNotPossible,
                version.Span,
                $"VRRP version 2 knows IPv4 only, and subnet `{subnet.Name}` has no IPv4 gateway",
                "use 3, or leave it out");
        }
    }
}
