using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the subnets.</summary>
internal sealed class SubnetBinder(FabricDraft draft, FaultList faults)
{
    public void Bind(MapReader file)
    {
        foreach (SourceEntry entry in file.Map("subnets").Entries())
        {
            DraftSubnet subnet = new(entry.Key.Text, entry.Key.Span, draft.Subnets.Items.Count + 1);
            draft.Subnets.Add(subnet.Name, subnet);
            BindBody(subnet, file.Of(entry.Value));
        }
    }

    private void BindBody(DraftSubnet subnet, MapReader body)
    {
        subnet.Vlan = body.Number("vlan") is { } vlan ? new Located<VlanId>(new VlanId((int)vlan.Value), vlan.Span) : null;
        subnet.Vrid = body.Number("vrid") is { } vrid ? new Located<byte>((byte)vrid.Value, vrid.Span) : null;
        subnet.Vrrp = body.Number("vrrp") is { } vrrp ? new Located<byte>((byte)vrrp.Value, vrrp.Span) : null;
        subnet.Gateways.AddRange(body.Addresses("gateway"));
        subnet.DhcpServers.AddRange(body.PlainAddresses("dhcp").Select(server => server.Value).Distinct());
        subnet.Scope = body.Scalar("scope")?.Text == "bridged" ? SubnetScope.Bridged : SubnetScope.Routed;
        subnet.Vrf = BindVrf(subnet, body);
        BindSites(subnet, body);
    }

    private DraftVrf? BindVrf(DraftSubnet subnet, MapReader body)
    {
        if (!body.Has("vrf"))
        {
            return draft.Vrfs.Find("default");
        }

        return body.Scalar("vrf") is { } name
            ? draft.Vrfs.Resolve(name, $"subnet `{subnet.Name}` is in VRF `{name.Text}`, which this fabric does not have", faults)
            : null;
    }

    private void BindSites(DraftSubnet subnet, MapReader body)
    {
        if (body.Has("sites"))
        {
            List<Located<DraftSite>> sites = [.. Resolve(body.Scalars("sites"), site => $"subnet `{subnet.Name}` is at site `{site}`, which this fabric does not have")];

            // A site that could not be read may be the one that others need the subnet at.
            subnet.Sites = body.Get("sites") is SourceList list && list.Items.Length == sites.Count ? sites : null;
        }

        if (body.Scalar("home") is { } home)
        {
            DraftSite? site = draft.Sites.Resolve(home, $"subnet `{subnet.Name}` has its home in `{home.Text}`, which is no site of this fabric", faults);
            subnet.Home = site is null ? null : new Located<DraftSite>(site, home.Span);
        }

        if (body.Scalar("backup") is { } all)
        {
            subnet.Backup.AddRange(draft.Sites.Items
                .Where(site => site != subnet.Home?.Value && subnet.IsAt(site))
                .Select(site => new Located<DraftSite>(site, all.Span)));
        }
        else
        {
            subnet.Backup.AddRange(Resolve(body.Scalars("backup"), site => $"subnet `{subnet.Name}` has a backup in `{site}`, which is no site of this fabric"));
        }

        CheckHome(subnet, body);
    }

    private void CheckHome(DraftSubnet subnet, MapReader body)
    {
        if (body.Has("backup") && !body.Has("home"))
        {
            faults.Add(
                FaultCode.BackupWithoutHome,
                body.Get("backup")?.Span ?? subnet.Span,
                $"subnet `{subnet.Name}` has a `backup` but no `home`",
                "add `home:`, the site that comes first");
        }

        foreach (Located<DraftSite> backup in subnet.Backup)
        {
            if (subnet.Home is { } home && home.Value == backup.Value)
            {
                faults.Add(
                    FaultCode.HomeIsBackup,
                    backup.Span,
                    $"`{home.Value.Name}` is both home and backup of subnet `{subnet.Name}`",
                    "name another site, or remove it",
                    new FaultLabel(home.Span, "it is the home here"));
            }
        }
    }

    private IEnumerable<Located<DraftSite>> Resolve(IEnumerable<SourceScalar> names, Func<string, string> sentence)
    {
        Dictionary<string, SourceSpan> seen = [];
        foreach (SourceScalar name in names)
        {
            DraftSite? site = draft.Sites.Resolve(name, sentence(name.Text), faults);
            if (site is not null && seen.TryAdd(name.Text, name.Span))
            {
                yield return new Located<DraftSite>(site, name.Span);
            }
            else if (site is not null)
            {
                faults.Add(
                    FaultCode.ListedTwice,
                    name.Span,
                    $"`{name.Text}` is listed twice",
                    "remove one",
                    new FaultLabel(seen[name.Text], "the first is here"));
            }
        }
    }
}
