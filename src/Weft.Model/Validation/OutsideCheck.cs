using Weft.Wire;

namespace Weft.Model;

/// <summary>Links and clients outside of the fabric have networks of their own, and the two ends of a link agree.</summary>
internal sealed class OutsideCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        foreach (DraftOutside router in draft.Outside)
        {
            foreach (DraftSession session in router.Sessions)
            {
                CheckEnds(router, session);
                CheckOverlaps(router, $"the link of `{router.Name}` to `{session.Edge.Name}`", session.Span, session.Port.Addresses);
            }

            foreach (OutsideClient client in router.Clients)
            {
                CheckOverlaps(router, $"client `{client.Name}`", router.Span, client.Addresses);
            }
        }
    }

    private void CheckEnds(DraftOutside router, DraftSession session)
    {
        foreach (GatewayAddress end in session.RouterAddresses)
        {
            if (!session.Port.Addresses.Exists(own => own.Prefix == end.Prefix && own.Address != end.Address))
            {
                faults.Add(
                    FaultCode.LinkEndsDisagree,
                    session.Span,
                    $"`{router.Name}` has {end} on its link to `{session.Edge.Name}`, which has {string.Join(" and ", session.Port.Addresses)}",
                    "give both ends different addresses of one prefix, or leave `router:` out");
            }
        }
    }

    private void CheckOverlaps(DraftOutside router, string what, SourceSpan span, IEnumerable<GatewayAddress> addresses)
    {
        foreach (DraftSubnet subnet in draft.Subnets.Items.Where(subnet => subnet.Vrf?.Vrf.Id == router.VrfId))
        {
            foreach (Located<GatewayAddress> gateway in subnet.Gateways)
            {
                foreach (IpPrefix prefix in addresses.Select(address => address.Prefix).Where(gateway.Value.Prefix.Overlaps))
                {
                    faults.Add(
                        FaultCode.OutsideOverlaps,
                        span,
                        $"{what} has {prefix}, which overlaps {gateway.Value.Prefix} of subnet `{subnet.Name}`",
                        "give it an `address:` outside of every subnet",
                        new FaultLabel(gateway.Span, $"`{subnet.Name}` is here"));
                }
            }
        }
    }
}
