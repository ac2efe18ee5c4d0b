using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The addresses and networks that a node has by its plan.</summary>
internal static class OwnNetworks
{
    // RFC 3021: a network of two addresses has no broadcast address.
    private const int LongestWithBroadcast = 30;

    public static void Add(NodePlan plan, RouteFinder routes, PlaneSegment[] segments, PlanePort[] ports)
    {
        foreach (VrfId vrf in plan.Vrfs.Select(vrf => vrf.Id).Prepend(VrfId.Default).Distinct())
        {
            // The node's ICMP errors need a source in every VRF that is not somebody's gateway.
            AddOwn(routes, vrf, plan.Node.Loopback4);
            AddOwn(routes, vrf, plan.Node.Loopback6);
        }

        foreach (PlaneSegment segment in segments.Where(segment => segment.HasGateway))
        {
            foreach (GatewayAddress gateway in segment.Plan.Subnet.Gateways)
            {
                AddNetwork(routes, segment.Interface, gateway);
            }

            // The gateway of foreign hosts, without a connected route to their subnet.
            foreach (GatewayAddress gateway in segment.Foreign.SelectMany(subnet => subnet.Gateways))
            {
                AddOwn(routes, segment.Plan.Vrf, gateway.Address);
            }
        }

        foreach (PlanePort port in ports)
        {
            if (port.InterfaceOf(VlanId.Untagged) is { } at)
            {
                foreach (GatewayAddress address in port.Plan.Addresses)
                {
                    AddNetwork(routes, at, address);
                }
            }
        }
    }

    private static void AddNetwork(RouteFinder routes, RoutedInterface at, GatewayAddress own)
    {
        AddOwn(routes, at.Vrf, own.Address);
        PrefixRow row = routes.PrefixesOf(at.Vrf, own.Address.IsIpv6)!.GetOrAdd(own.Prefix);
        row.Connected ??= at;
        if (own.Address.IsIpv4 && own.PrefixLength <= LongestWithBroadcast)
        {
            UInt128 hosts = (UInt128.One << (own.Address.BitCount - own.PrefixLength)) - 1;
            AddOwn(routes, at.Vrf, own.Prefix.Address);
            AddOwn(routes, at.Vrf, IpAddress.FromBits(own.Address.Family, own.Prefix.Address.Bits | hosts));
        }
    }

    private static void AddOwn(RouteFinder routes, VrfId vrf, IpAddress address)
    {
        if (!address.IsUnspecified)
        {
            routes.Own[new HostKey(vrf, address)] = new PlaneAddress(null, MacAddress.Zero, IsAdopted: false);
        }
    }
}
