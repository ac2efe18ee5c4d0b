using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>An interface with an IP stack behind it: a segment's routed interface, a fabric or outside port, or a port's sub-interface of a VRF.</summary>
internal sealed class RoutedInterface
{
    private readonly PlanePort? _port;
    private readonly MacAddress _mac;
    private readonly IpAddress[] _addresses;

    /// <summary>The routed interface of a segment.</summary>
    public RoutedInterface(VrfId vrf, MacAddress mac, PlaneSegment segment, IpAddress[] addresses)
    {
        Vrf = vrf;
        Segment = segment;
        _mac = mac;
        _addresses = addresses;
    }

    /// <summary>A port, or its sub-interface of a VRF.</summary>
    public RoutedInterface(VrfId vrf, PlanePort port, VlanId tag)
    {
        Vrf = vrf;
        Tag = tag;
        _port = port;
        _addresses = tag.IsTagged ? [] : [.. port.Plan.Addresses.Select(address => address.Address)];
    }

    public VrfId Vrf { get; }

    /// <summary>The segment behind it; null for ports.</summary>
    public PlaneSegment? Segment { get; }

    /// <summary>The port behind it; null for segments.</summary>
    public PlanePort? Port => _port;

    /// <summary>The tag of its frames on the port.</summary>
    public VlanId Tag { get; }

    public MacAddress Mac => _port is { } port ? port.Status.Mac : _mac;

    /// <summary>Largest packet that it carries, in octets.</summary>
    public int Mtu
    {
        get
        {
            if (_port is { } port)
            {
                return port.Status.Mtu;
            }

            // A bridge takes the smallest MTU of its ports.
            int least = int.MaxValue;
            foreach (SegmentMember member in Segment!.Members)
            {
                least = Math.Min(least, member.Port.Status.Mtu);
            }

            return least == int.MaxValue ? PlanePort.DefaultMtu : least;
        }
    }

    /// <summary>True for addresses that the node has on this very interface.</summary>
    public bool Has(IpAddress address)
    {
        if (_port is { } port && address.IsLinkLocal && address.IsIpv6)
        {
            return address == port.Status.LinkLocal;
        }

        foreach (IpAddress own in _addresses)
        {
            if (own == address)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The first global address of a family that the node has on this interface; unspecified where it has none.</summary>
    public IpAddress GlobalAddress(bool ipv6)
    {
        foreach (IpAddress own in _addresses)
        {
            if (own.IsIpv6 == ipv6 && !(ipv6 && own.IsLinkLocal))
            {
                return own;
            }
        }

        return ipv6 ? IpAddress.Ipv6Any : IpAddress.Ipv4Any;
    }

    /// <summary>An IPv6 link-local address of this interface; unspecified where it has none yet.</summary>
    public IpAddress LinkLocal
    {
        get
        {
            if (_port is { } port)
            {
                return port.Status.LinkLocal;
            }

            foreach (IpAddress own in _addresses)
            {
                if (own.IsIpv6 && own.IsLinkLocal)
                {
                    return own;
                }
            }

            return IpAddress.Ipv6Any;
        }
    }
}
