using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The interface of a classic router in a subnet: its own addresses, and the gateway's while it is an active one.</summary>
internal sealed class GatewayInterface
{
    public GatewayInterface(ClassicRole role, FabricNode node, MacAddress mac)
    {
        Subnet = role.Subnet;
        Election = role.IsElected ? new VirtualRouter(role.Priority) : null;
        LinkLocal = IpAddress.LinkLocalFor(mac);
        Own = [.. Subnet.Gateways.Where(gateway => gateway.Address.IsIpv4).Select(gateway => OwnAddress(gateway.Prefix, node.Index))];
    }

    public Subnet Subnet { get; }

    public VlanId Vlan => Subnet.Vlan;

    /// <summary>Null where every gateway is active and nobody is elected.</summary>
    public VirtualRouter? Election { get; }

    public bool IsActive => Election?.IsMaster ?? true;

    /// <summary>Its own IPv4 addresses, one in each prefix: counted down from the end of it.</summary>
    public ImmutableArray<IpAddress> Own { get; }

    public IpAddress LinkLocal { get; }

    /// <summary>The virtual MAC of a family.</summary>
    public MacAddress VirtualMac(bool ipv6) => ipv6 ? Subnet.GatewayMac6 : Subnet.GatewayMac4;

    /// <summary>True for a virtual MAC while this is an active gateway.</summary>
    public bool Owns(MacAddress mac) => IsActive && (mac == Subnet.GatewayMac4 || mac == Subnet.GatewayMac6);

    /// <summary>The own address that a host in its prefix is asked from.</summary>
    public IpAddress AskFrom(IpAddress target)
    {
        foreach (IpAddress own in Own)
        {
            foreach (GatewayAddress gateway in Subnet.Gateways)
            {
                if (gateway.Prefix.Contains(own) && gateway.Prefix.Contains(target))
                {
                    return own;
                }
            }
        }

        return target.IsIpv6 ? LinkLocal : IpAddress.Ipv4Any;
    }

    private static IpAddress OwnAddress(IpPrefix prefix, int number)
    {
        uint last = (uint)prefix.Address.Bits | (prefix.Length == 0 ? uint.MaxValue : uint.MaxValue >> prefix.Length);
        return IpAddress.Ipv4(last - (uint)number);
    }
}
