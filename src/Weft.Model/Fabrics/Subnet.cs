using System.Collections.Immutable;
using Weft.Wire;

namespace Weft.Model;

/// <summary>A VLAN with its prefixes and the gateway that every leaf of it owns.</summary>
public sealed record Subnet
{
    public required string Name { get; init; }

    /// <summary>Position in the fabric file, from 1; part of every segment id.</summary>
    public required int Index { get; init; }

    public required Vrf Vrf { get; init; }

    public required VlanId Vlan { get; init; }

    /// <summary>The VRRP virtual router id: gives the gateway MACs 00-00-5E-00-01-VRID and -02-VRID.</summary>
    public required byte Vrid { get; init; }

    /// <summary>Gateways of both families, IPv4 first, in file order. Never empty.</summary>
    public required ImmutableArray<GatewayAddress> Gateways { get; init; }

    /// <summary>The site that advertises the prefix at the home metric; null when every site does.</summary>
    public required Site? Home { get; init; }

    /// <summary>Sites that advertise the prefix at the backup metric. Sites that are neither advertise host routes only.</summary>
    public required ImmutableArray<Site> Backup { get; init; }

    /// <summary>The sites whose leaves have this subnet; null when all do.</summary>
    public ImmutableArray<Site>? Sites { get; init; }

    public required SubnetScope Scope { get; init; }

    /// <summary>VRRP version for advertisements sent by one elected leaf (2 or 3), or 0 for none.</summary>
    public byte VrrpVersion { get; init; }

    /// <summary>The servers that leaves relay DHCP to, in file order; empty where they relay nothing.</summary>
    public ImmutableArray<IpAddress> DhcpServers { get; init; } = [];

    /// <summary>The virtual MAC for IPv4.</summary>
    public MacAddress GatewayMac4 => MacAddress.VirtualRouter(Vrid, ipv6: false);

    /// <summary>The virtual MAC for IPv6.</summary>
    public MacAddress GatewayMac6 => MacAddress.VirtualRouter(Vrid, ipv6: true);

    /// <summary>The shared IPv6 link-local address of the gateway, source of router advertisements: fe80::1:VRID, which no EUI-64 host can have.</summary>
    public IpAddress GatewayLinkLocal => IpAddress.Ipv6(new UInt128(0xFE80_0000_0000_0000, 0x0000_0000_0001_0000UL | Vrid));

    /// <summary>True when the leaves of a site have this subnet.</summary>
    public bool IsAt(Site site) => Sites is null || Sites.Value.Contains(site);

    /// <summary>True when an address lies in one of the subnet's prefixes.</summary>
    public bool Contains(IpAddress address)
    {
        foreach (GatewayAddress gateway in Gateways)
        {
            if (gateway.Prefix.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when an address is one of the gateways.</summary>
    public bool IsGateway(IpAddress address)
    {
        foreach (GatewayAddress gateway in Gateways)
        {
            if (gateway.Address == address)
            {
                return true;
            }
        }

        return false;
    }
}
