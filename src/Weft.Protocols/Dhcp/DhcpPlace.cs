using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Dhcp;

/// <summary>A segment on a port: where clients and servers are.</summary>
internal sealed class DhcpPlace
{
    private readonly IpAddress[] _servers4;
    private readonly IpAddress[] _servers6;

    public DhcpPlace(PortPlan port, SegmentPlan segment, VlanId tag)
    {
        Port = port;
        Segment = segment;
        Tag = tag;
        Name = System.Text.Encoding.ASCII.GetBytes($"{port.Name}:{segment.Vlan}");
        Gateway4 = GatewayOf(segment, AddressFamily.Ipv4);
        Gateway6 = GatewayOf(segment, AddressFamily.Ipv6);
        _servers4 = Gateway4 is null ? [] : [.. segment.Subnet.DhcpServers.Where(static server => server.IsIpv4)];
        _servers6 = Gateway6 is null ? [] : [.. segment.Subnet.DhcpServers.Where(static server => server.IsIpv6)];
    }

    public PortPlan Port { get; }

    public SegmentPlan Segment { get; }

    /// <summary>The 802.1Q tag of the segment's frames on this port.</summary>
    public VlanId Tag { get; }

    /// <summary>What servers are told of the place, and tell the relay again: "swp1:10", port and VLAN.</summary>
    public byte[] Name { get; }

    /// <summary>The first IPv4 gateway; null where there is none on this node.</summary>
    public IpAddress? Gateway4 { get; }

    /// <summary>The first IPv6 gateway; null where there is none on this node.</summary>
    public IpAddress? Gateway6 { get; }

    /// <summary>True where what servers say is believed: another switch has looked at it already.</summary>
    public bool HasServers => Port.ServesDhcp || Port.Kind == PortKind.Interswitch;

    /// <summary>Where messages of a family are relayed to; empty where they are not.</summary>
    public ReadOnlySpan<IpAddress> ServersOf(AddressFamily family) => family == AddressFamily.Ipv6 ? _servers6 : _servers4;

    /// <summary>True for an address that a host of the segment may be given.</summary>
    public bool MayLease(IpAddress address) =>
        address.IsHostUnicast && !address.IsLinkLocal && Segment.Subnet.Contains(address) && !Segment.Subnet.IsGateway(address);

    private static IpAddress? GatewayOf(SegmentPlan segment, AddressFamily family)
    {
        foreach (GatewayAddress gateway in segment.Subnet.Gateways)
        {
            if (segment.HasGateway && gateway.Address.Family == family)
            {
                return gateway.Address;
            }
        }

        return null;
    }
}
