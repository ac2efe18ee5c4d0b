using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the nodes and derives their identifiers.</summary>
internal sealed class NodeBinder(FabricDraft draft, FaultList faults)
{
    /// <summary>10.255.0.0: the n-th node's IPv4 loopback is this plus n.</summary>
    private const uint LoopbackBase4 = 0x0AFF_0000;

    /// <summary>fd57:6566:74ff::/64: the n-th node's IPv6 loopback is n in this prefix.</summary>
    private const ulong LoopbackBase6 = 0xFD57_6566_74FF_0000;

    public void Bind(MapReader file)
    {
        foreach ((SourceScalar name, SourceNode? body) in file.Named("nodes"))
        {
            if (!ClaimName(draft, name, faults))
            {
                continue;
            }

            DraftNode node = new(name.Text, name.Span, draft.Nodes.Items.Count + 1);
            draft.Nodes.Add(name.Text, node);
            BindBody(node, file.Of(body), body);
        }
    }

    /// <summary>Nodes, hosts, outside routers and clients are machines: each name may be used once. True when this one was free.</summary>
    public static bool ClaimName(FabricDraft draft, SourceScalar name, FaultList faults)
    {
        if (draft.Machines.TryAdd(name.Text, name.Span))
        {
            return true;
        }

        faults.Add(
            FaultCode.NameTaken,
            name.Span,
            $"the name `{name.Text}` is already used",
            "nodes, hosts, outside routers and clients need names of their own",
            new FaultLabel(draft.Machines[name.Text], "it is used here"));
        return false;
    }

    private void BindBody(DraftNode node, MapReader body, SourceNode? source)
    {
        bool isWrong = source is not null and not SourceMap and not SourceScalar { IsNull: true };
        node.Role = RoleOf(body, isWrong);
        node.Site = isWrong ? null : SiteOf(node, body);
        node.SystemId = body.Scalar("system-id") is { } id && SystemId.TryParse(id.Text, out SystemId given)
            ? new Located<SystemId>(given, id.Span)
            : new Located<SystemId>(SystemId.FromValue((ulong)node.Index), node.Span);
        node.Loopback4 = new Located<IpAddress>(IpAddress.Ipv4(LoopbackBase4 + (uint)node.Index), node.Span);
        node.Loopback6 = new Located<IpAddress>(IpAddress.Ipv6(new UInt128(LoopbackBase6, (ulong)node.Index)), node.Span);
        BindLoopbacks(node, body);
    }

    private static NodeRole? RoleOf(MapReader body, bool isWrong)
    {
        if (isWrong || (body.Has("role") && body.Scalar("role") is null))
        {
            return null;
        }

        return body.Scalar("role")?.Text switch { "spine" => NodeRole.Spine, "edge" => NodeRole.Edge, _ => NodeRole.Leaf };
    }

    private DraftSite? SiteOf(DraftNode node, MapReader body)
    {
        if (body.Scalar("site") is { } name)
        {
            return draft.Sites.Resolve(name, $"node `{node.Name}` is in site `{name.Text}`, which this fabric does not have", faults);
        }

        if (body.Has("site") || draft.Sites.Items.Count == 0)
        {
            return null;
        }

        if (draft.Sites.Items.Count > 1)
        {
            faults.Add(
                FaultCode.SiteNotGiven,
                node.Span,
                $"node `{node.Name}` has no `site`, and the fabric has {draft.Sites.Items.Count}",
                $"add `site:`, one of {string.Join(", ", draft.Sites.Names)}");
            return null;
        }

        return draft.Sites.Items[0];
    }

    private void BindLoopbacks(DraftNode node, MapReader body)
    {
        Dictionary<AddressFamily, SourceSpan> seen = [];
        foreach (Located<IpAddress> address in body.PlainAddresses("loopback"))
        {
            if (!seen.TryAdd(address.Value.Family, address.Span))
            {
                faults.Add(
                    FaultCode.ListedTwice,
                    address.Span,
                    $"node `{node.Name}` has two loopbacks of one family",
                    "one IPv4 and one IPv6 address",
                    new FaultLabel(seen[address.Value.Family], "the first is here"));
            }
            else if (!address.Value.IsHostUnicast || address.Value.IsLinkLocal)
            {
                faults.Add(
                    FaultCode.AddressNotUsable,
                    address.Span,
                    $"{address.Value} cannot be the loopback of `{node.Name}`",
                    "use a unicast address that can be routed");
            }
            else if (address.Value.IsIpv4)
            {
                node.Loopback4 = address;
            }
            else
            {
                node.Loopback6 = address;
            }
        }
    }
}
