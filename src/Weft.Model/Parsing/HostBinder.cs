using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the hosts and makes the ports that they imply.</summary>
internal sealed class HostBinder(FabricDraft draft, FaultList faults)
{
    public void Bind(MapReader file)
    {
        foreach (SourceEntry entry in file.Map("hosts").Entries())
        {
            if (!NodeBinder.ClaimName(draft, entry.Key, faults))
            {
                continue;
            }

            DraftHost host = new(entry.Key.Text, entry.Key.Span, draft.Hosts.Count + 1);
            draft.Hosts.Add(host);
            BindBody(host, file.Of(entry.Value));
        }
    }

    private void BindBody(DraftHost host, MapReader body)
    {
        if (body.Scalar("subnet") is { } name)
        {
            host.Subnet = draft.Subnets.Resolve(name, $"host `{host.Name}` is in subnet `{name.Text}`, which this fabric does not have", faults);
        }

        BindMac(host, body);
        host.DerivesAddresses = !body.Has("address");
        foreach (Located<IpAddress> address in body.PlainAddresses("address"))
        {
            BindAddress(host, address);
        }

        if (body.Scalar("at") is { } at && LinkText.TryParseEnd(at.Text, out LinkEnd end))
        {
            BindPort(host, end, at.Span);
        }
    }

    private void BindMac(DraftHost host, MapReader body)
    {
        if (body.Scalar("mac") is not { } text || !MacAddress.TryParse(text.Text, out MacAddress mac))
        {
            return;
        }

        if (mac.IsGroup || mac == MacAddress.Zero || mac.IsVirtualRouter)
        {
            string why = mac.IsGroup ? "is a group address" : mac == MacAddress.Zero ? "is no address" : "belongs to VRRP gateways";
            faults.Add(
                FaultCode.MacNotUsable,
                text.Span,
                $"{mac} {why} and cannot be the MAC of host `{host.Name}`",
                "use a unicast MAC, as in `02:00:00:00:00:01`");
            return;
        }

        host.Mac = new Located<MacAddress>(mac, text.Span);
    }

    private void BindAddress(DraftHost host, Located<IpAddress> address)
    {
        if (host.Subnet is not { } subnet)
        {
            return;
        }

        foreach (Located<GatewayAddress> gateway in subnet.Gateways)
        {
            if (gateway.Value.Prefix.Contains(address.Value))
            {
                host.Addresses.Add(new Located<GatewayAddress>(new GatewayAddress(address.Value, gateway.Value.PrefixLength), address.Span));
                return;
            }
        }

        if (subnet.Gateways.Count > 0)
        {
            string prefixes = string.Join(" or ", subnet.Gateways.Select(gateway => gateway.Value.Prefix));
            faults.Add(
                FaultCode.HostOutsideSubnet,
                address.Span,
                $"{address.Value} of host `{host.Name}` is outside subnet `{subnet.Name}`",
                $"use an address in {prefixes}",
                new FaultLabel(subnet.Gateways[0].Span, $"`{subnet.Name}` is here"));
        }
    }

    private void BindPort(DraftHost host, LinkEnd end, SourceSpan span)
    {
        DraftNode? node = draft.Nodes.Find(end.Node);
        if (node is null)
        {
            faults.Add(
                FaultCode.UnknownNode,
                span,
                $"host `{host.Name}` is at node `{end.Node}`, which this fabric does not have",
                Suggestion.For(end.Node, draft.Nodes.Names, "nodes"));
            return;
        }

        if (!PortBinder.CheckRole(node, span, faults))
        {
            return;
        }

        host.At = end;
        DraftPort? port = node.FindPort(end.Port);
        if (port is null)
        {
            ImplyPort(host, node, end, span);
        }
        else if (port.Kind is not (PortKind.Access or PortKind.Trunk))
        {
            faults.Add(
                FaultCode.NotAHostPort,
                span,
                $"host `{host.Name}` is at `{end}`, which leads to `{port.Peer}`",
                "name a port for hosts",
                new FaultLabel(port.Span, "the port is used here"));
        }
        else if (host.Subnet is { } subnet && port.IsKnown && !port.Subnets.Contains(subnet) && !port.Foreign.Contains(subnet))
        {
            RefuseForeign(host, subnet, port, end, span);
        }
    }

    private void ImplyPort(DraftHost host, DraftNode node, LinkEnd end, SourceSpan span)
    {
        DraftPort port = new(end.Port, span, PortKind.Access) { IsImplied = true, IsKnown = host.Subnet is not null };
        if (host.Subnet is { } subnet)
        {
            if (node.Site is { } site && !subnet.IsAt(site))
            {
                faults.Add(
                    FaultCode.SubnetNotAtSite,
                    span,
                    $"subnet `{subnet.Name}` is not at site `{site.Name}`, where `{node.Name}` stands",
                    $"add `{site.Name}` to its `sites:`, or place the host elsewhere",
                    new FaultLabel(subnet.Sites![0].Span, "its sites are here"));
                return;
            }

            port.Subnets.Add(subnet);
        }

        PortBinder.Take(node, port, faults);
    }

    private void RefuseForeign(DraftHost host, DraftSubnet subnet, DraftPort port, LinkEnd end, SourceSpan span)
    {
        string carried = string.Join(", ", port.Subnets.Select(carried => $"`{carried.Name}`"));
        string cure = port.IsImplied
            ? $"name another port, or give it under `ports:` with `foreign: [{subnet.Name}]`"
            : $"add `foreign: [{subnet.Name}]` to the port";
        faults.Add(
            FaultCode.ForeignNotAllowed,
            span,
            $"host `{host.Name}` of subnet `{subnet.Name}` is at `{end}`, which carries {carried} and allows no foreign hosts of it",
            cure,
            new FaultLabel(port.Span, port.IsImplied ? "another host makes it an access port here" : "the port is here"));
    }
}
