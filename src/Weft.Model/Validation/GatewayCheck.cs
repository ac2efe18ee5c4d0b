using Weft.Wire;

namespace Weft.Model;

/// <summary>Gateways are usable addresses, and no two prefixes of one VRF overlap.</summary>
internal sealed class GatewayCheck(FabricDraft draft, FaultList faults)
{
    /// <summary>Shorter prefixes are surely a slip: an /8 or an IPv6 /16 is more than anybody's network.</summary>
    private const int ShortestIpv4 = 8;
    private const int ShortestIpv6 = 16;

    /// <summary>A gateway and a host need two addresses beside network and broadcast.</summary>
    private const int LongestIpv4 = 30;
    private const int LongestIpv6 = 126;

    public void Check()
    {
        foreach (DraftSubnet subnet in draft.Subnets.Items)
        {
            subnet.Gateways.RemoveAll(gateway => !CheckGateway(subnet, gateway));
        }

        CheckOverlaps();
    }

    private bool CheckGateway(DraftSubnet subnet, Located<GatewayAddress> gateway)
    {
        IpAddress address = gateway.Value.Address;
        int length = gateway.Value.PrefixLength;
        (int shortest, int longest) = address.IsIpv4 ? (ShortestIpv4, LongestIpv4) : (ShortestIpv6, LongestIpv6);
        if (length < shortest || length > longest)
        {
            faults.Add(
                FaultCode.PrefixLengthNotUsable,
                gateway.Span,
                $"prefix length {length} of subnet `{subnet.Name}` is outside {shortest}-{longest}",
                $"use /{shortest} to /{longest}");
            return false;
        }

        if (AddressRules.IsUsable(gateway.Value))
        {
            return true;
        }

        faults.Add(
            FaultCode.GatewayNotUsable,
            gateway.Span,
            $"{address} {WhyNot(gateway.Value)} and cannot be the gateway of subnet `{subnet.Name}`",
            Cure(gateway.Value));
        return false;
    }

    private static string WhyNot(GatewayAddress gateway)
    {
        IpAddress address = gateway.Address;
        return address switch
        {
            { IsUnspecified: true } => "is no address",
            { IsMulticast: true } => "is a multicast address",
            { IsLoopback: true } => "is a loopback address",
            { IsLinkLocal: true } => "is link-local",
            { IsHostUnicast: false } => "is reserved",
            _ when address == gateway.Prefix.Address => $"is the network address of {gateway.Prefix}",
            _ => $"is the broadcast address of {gateway.Prefix}",
        };
    }

    private static string Cure(GatewayAddress gateway)
    {
        if (!gateway.Prefix.Address.IsHostUnicast || gateway.Address.IsLinkLocal)
        {
            return "use a unicast address that can be routed, as in `10.1.0.1/24`";
        }

        return $"use a host address, as in `{OutsideAddressing.FirstOther(gateway)}`";
    }

    /// <summary>Sorted by address, a prefix overlaps another only if it lies inside the nearest earlier one that is still open; so one pass
    /// finds every pair that matters.</summary>
    private void CheckOverlaps()
    {
        List<Owned> all =
            [.. draft.Subnets.Items.Where(subnet => subnet.Vrf is not null).SelectMany(subnet => subnet.Gateways.Select(gateway => new Owned(subnet, gateway)))];
        foreach (IGrouping<DraftVrf, Owned> vrf in all.GroupBy(item => item.Subnet.Vrf!))
        {
            Owned? outer = null;
            foreach (Owned inner in vrf.OrderBy(item => item.Gateway.Value.Prefix).ThenBy(item => item.Gateway.Span))
            {
                if (outer is { } open && open.Gateway.Value.Prefix.Contains(inner.Gateway.Value.Prefix))
                {
                    Report(open, inner, vrf.Key.Vrf.Name);
                }
                else
                {
                    outer = inner;
                }
            }
        }
    }

    private void Report(Owned outer, Owned inner, string vrf)
    {
        Owned first = outer.Gateway.Span.CompareTo(inner.Gateway.Span) < 0 ? outer : inner;
        Owned second = first == outer ? inner : outer;
        IpPrefix wide = outer.Gateway.Value.Prefix;
        IpPrefix narrow = inner.Gateway.Value.Prefix;
        if (outer.Subnet == inner.Subnet)
        {
            ReportWithin(first, second, wide, narrow);
            return;
        }

        string relation = wide == narrow ? $"both have {wide}" : $"{wide} holds {narrow}";
        faults.Add(
            FaultCode.SubnetsOverlap,
            second.Gateway.Span,
            $"subnets `{second.Subnet.Name}` and `{first.Subnet.Name}` overlap in VRF `{vrf}`: {relation}",
            $"{(second == outer && wide != narrow ? "narrow this prefix" : "use another prefix")}, or give `{second.Subnet.Name}` its own `vrf:`",
            new FaultLabel(first.Gateway.Span, $"`{first.Subnet.Name}` is here"));
    }

    /// <summary>Two gateways in the very same prefix are allowed (a gateway may have two addresses); nested ones of different length are not.</summary>
    private void ReportWithin(Owned first, Owned second, IpPrefix wide, IpPrefix narrow)
    {
        bool isSameAddress = first.Gateway.Value.Address == second.Gateway.Value.Address;
        if (wide == narrow && !isSameAddress)
        {
            return;
        }

        faults.Add(
            isSameAddress ? FaultCode.AddressTaken : FaultCode.SubnetsOverlap,
            second.Gateway.Span,
            isSameAddress
                ? $"{second.Gateway.Value.Address} is a gateway of subnet `{second.Subnet.Name}` twice"
                : $"two prefixes of subnet `{second.Subnet.Name}` overlap: {wide} holds {narrow}",
            "remove one",
            new FaultLabel(first.Gateway.Span, "the first is here"));
    }

    /// <summary>A gateway and its subnet.</summary>
    private readonly record struct Owned(DraftSubnet Subnet, Located<GatewayAddress> Gateway);
}
