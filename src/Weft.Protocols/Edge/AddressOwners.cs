using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Edge;

/// <summary>To whom addresses belong: the fabric's gateways, the hosts that the fabric file lists, and those with a lease.</summary>
internal sealed class AddressOwners
{
    private readonly Fabric _fabric;
    private readonly IVouchers _vouchers;
    private readonly Dictionary<HostKey, MacAddress> _listed = [];
    private readonly HashSet<MacAddress> _listedMacs = [];
    private readonly HashSet<MacAddress> _gatewayMacs = [];
    private readonly GrantTable _grants;

    public AddressOwners(Fabric fabric, GrantTable grants, IVouchers vouchers)
    {
        _fabric = fabric;
        _grants = grants;
        _vouchers = vouchers;
        foreach (Subnet subnet in fabric.Subnets)
        {
            _gatewayMacs.Add(subnet.GatewayMac4);
            _gatewayMacs.Add(subnet.GatewayMac6);
        }

        foreach (FabricHost host in fabric.Hosts)
        {
            _listedMacs.Add(host.Mac);
            foreach (GatewayAddress address in host.Addresses)
            {
                _listed[new HostKey(host.Subnet.Vrf.Id, address.Address)] = host.Mac;
            }
        }
    }

    public bool IsGatewayMac(MacAddress mac) => _gatewayMacs.Contains(mac);

    public bool IsGateway(SegmentPlan segment, IpAddress address)
    {
        if (address == segment.Subnet.GatewayLinkLocal)
        {
            return true;
        }

        foreach (Subnet subnet in _fabric.Subnets)
        {
            if (subnet.Vrf.Id == segment.Vrf && subnet.IsGateway(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the fabric file gives an address to a MAC.</summary>
    public bool IsListed(HostKey host, MacAddress mac) => _listed.TryGetValue(host, out MacAddress listed) && listed == mac;

    /// <summary>What is wrong with a host's use of an address; null when it may have it.</summary>
    public ViolationReason? Judge(in EdgePlace at, IpAddress address)
    {
        if (IsGateway(at.Segment, address))
        {
            return ViolationReason.GatewayAddress;
        }

        HostKey key = new(at.Segment.Vrf, address);
        if (_listed.TryGetValue(key, out MacAddress listed))
        {
            return listed == at.Mac ? null : ViolationReason.AddressOfAnother;
        }

        if (_grants.TryGet(new BindingKey(at.Segment.Id, address), out AddressGrant grant))
        {
            return grant.Mac == at.Mac ? null : ViolationReason.AddressOfAnother;
        }

        if (at.Port.Guard == PortGuard.Strict)
        {
            return IsVouched(at, key) ? null : ViolationReason.NotGranted;
        }

        // What another leaf has from a lease is not free, either.
        return _vouchers.VouchedMac(key) is { } owner && owner != at.Mac ? ViolationReason.AddressOfAnother : null;
    }

    /// <summary>True for addresses that the fabric file or a lease gives to a MAC, and for any IPv6 address of a MAC that is known so: hosts make those up themselves.</summary>
    public bool IsGiven(SegmentPlan segment, MacAddress mac, IpAddress address) =>
        IsListed(new HostKey(segment.Vrf, address), mac)
        || (_grants.TryGet(new BindingKey(segment.Id, address), out AddressGrant grant) && grant.Mac == mac)
        || (address.IsIpv6 && (_listedMacs.Contains(mac) || _grants.HasMac(segment.Id, mac)));

    /// <summary>True when a host has an address on another leaf's word alone: each address by its own, for another of the same MAC may be given back first. No leaf says a word
    /// about link-local addresses, and none must keep the right of a MAC alive when its leases have ended.</summary>
    public bool IsCarried(SegmentPlan segment, MacAddress mac, IpAddress address)
    {
        if (address.IsLinkLocal)
        {
            return false;
        }

        HostKey key = new(segment.Vrf, address);
        return !IsGiven(segment, mac, address)
            || (!IsListed(key, mac) && !_listedMacs.Contains(mac) && !_grants.TryGet(new BindingKey(segment.Id, address), out _) && _vouchers.VouchedMac(key) == mac);
    }

    private bool IsVouched(in EdgePlace at, HostKey key) =>
        IsGiven(at.Segment, at.Mac, key.Address) || _vouchers.VouchedMac(key) == at.Mac || (key.Address.IsIpv6 && _vouchers.IsVouched(at.Segment.Vrf, at.Mac));
}
