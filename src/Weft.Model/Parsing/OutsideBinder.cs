namespace Weft.Model;

/// <summary>Reads the outside routers, their links to the edges and the clients behind them.</summary>
internal sealed class OutsideBinder(FabricDraft draft, FaultList faults)
{
    private readonly OutsideAddressing _addressing = new();

    public void Bind(MapReader file)
    {
        foreach (SourceEntry entry in file.Map("outside").Entries())
        {
            if (!NodeBinder.ClaimName(draft, entry.Key, faults))
            {
                continue;
            }

            DraftOutside router = new(entry.Key.Text, entry.Key.Span);
            draft.Outside.Add(router);
            BindBody(router, file.Of(entry.Value), file);
        }
    }

    private void BindBody(DraftOutside router, MapReader body, MapReader file)
    {
        if (body.Number("as") is { } asNumber)
        {
            router.AsNumber = new Located<uint>((uint)asNumber.Value, asNumber.Span);
            if (asNumber.Value == draft.AsNumber.Value)
            {
                faults.Add(
                    FaultCode.AsNumberShared,
                    asNumber.Span,
                    $"`{router.Name}` has AS {asNumber.Value}, which is the fabric's own",
                    "eBGP needs two: give it another, or set `as:` of the fabric");
            }
        }

        if (body.Scalar("vrf") is { } vrf
            && draft.Vrfs.Resolve(vrf, $"`{router.Name}` is in VRF `{vrf.Text}`, which this fabric does not have", faults) is { } found)
        {
            router.Vrf = new Located<DraftVrf>(found, vrf.Span);
        }

        router.Announce = AnnounceBinder.Read(body, "announce") ?? router.Announce;
        foreach ((SourceScalar name, SourceNode? link) in body.Named("edges"))
        {
            BindSession(router, name, file.Of(link));
        }

        foreach (SourceEntry client in body.Map("clients").Entries())
        {
            if (NodeBinder.ClaimName(draft, client.Key, faults))
            {
                BindClient(router, client.Key.Text, file.Of(client.Value));
            }
        }
    }

    private void BindSession(DraftOutside router, SourceScalar name, MapReader link)
    {
        DraftNode? node = draft.Nodes.Resolve(name, $"`{router.Name}` is linked to node `{name.Text}`, which this fabric does not have", faults);
        if (node is null)
        {
            return;
        }

        if (node.Role is NodeRole.Leaf or NodeRole.Spine)
        {
            faults.Add(
                FaultCode.OutsideNeedsEdge,
                name.Span,
                $"`{router.Name}` is linked to `{node.Name}`, which is no edge",
                "name an edge, or give the node `role: edge`",
                new FaultLabel(node.Span, $"`{node.Name}` is here"));
            return;
        }

        (List<GatewayAddress> edge, List<GatewayAddress> far) = _addressing.NextLink();
        DraftPort port = new(link.Scalar("port")?.Text ?? node.FreePortName(router.Name), name.Span, PortKind.Outside)
        {
            Peer = router.Name,
            Vrf = router.Vrf?.Value.Vrf,
        };
        port.Addresses.AddRange(Given(link, "address", edge));
        string routerPort = new DraftNode(router.Name, router.Span, 0).FreePortName(node.Name);
        DraftSession session = new(node, port, routerPort, name.Span) { Announce = AnnounceBinder.Read(link, "announce") ?? router.Announce };
        bool followsEdge = link.Has("address") && !link.Has("router");
        session.RouterAddresses.AddRange(followsEdge ? port.Addresses.Select(OutsideAddressing.Neighbor) : Given(link, "router", far));
        if (PortBinder.Take(node, port, faults))
        {
            router.Sessions.Add(session);
        }
    }

    private void BindClient(DraftOutside router, string name, MapReader body)
    {
        List<GatewayAddress> addresses = Given(body, "address", _addressing.NextClient());
        router.Clients.Add(new OutsideClient(name, [.. addresses], [.. addresses.Select(OutsideAddressing.FirstOther)]));
    }

    private List<GatewayAddress> Given(MapReader body, string key, List<GatewayAddress> derived)
    {
        if (!body.Has(key))
        {
            return derived;
        }

        List<GatewayAddress> given = [];
        foreach (Located<GatewayAddress> address in body.Addresses(key))
        {
            if (!AddressRules.IsUsable(address.Value))
            {
                faults.Add(
                    FaultCode.AddressNotUsable,
                    address.Span,
                    $"{address.Value} is no address that one machine can have",
                    "use a host address of the prefix");
            }
            else if (address.Value.PrefixLength > address.Value.Address.BitCount - 1)
            {
                faults.Add(
                    FaultCode.PrefixLengthNotUsable,
                    address.Span,
                    $"{address.Value} leaves no room for the other end of the link",
                    $"use at most /{address.Value.Address.BitCount - 1}");
            }
            else
            {
                given.Add(address.Value);
            }
        }

        return [.. given.OrderBy(address => address.Address.Family)];
    }
}
