using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The gateway addresses of a VRF, IPv6 link-local ones included: no host may use them, on whatever segment it is.</summary>
internal sealed class VrfGateways(Fabric fabric, VrfId vrf)
{
    private readonly HashSet<IpAddress> _addresses = [.. fabric.Subnets
        .Where(subnet => subnet.Vrf.Id == vrf)
        .SelectMany(subnet => subnet.Gateways.Select(gateway => gateway.Address).Append(subnet.GatewayLinkLocal))];

    public bool Contains(IpAddress address) => _addresses.Contains(address);
}
