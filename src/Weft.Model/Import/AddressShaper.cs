using Weft.Wire;

namespace Weft.Model;

/// <summary>Addresses and MACs of hosts, and loopbacks: those that may stand in a fabric file.</summary>
internal sealed class AddressShaper(TopologyDraft draft, HostShaper hosts)
{
    /// <summary>10.255.0.0: where Weft derives loopbacks from.</summary>
    private static readonly IpPrefix _derived = new(IpAddress.Ipv4(0x0AFF_0000), 16);

    /// <summary>Where loopbacks are from when a subnet has that range: shared address space (RFC 6598), then the ends of private ranges (RFC 1918).</summary>
    private static readonly IpPrefix[] _others = [new(IpAddress.Ipv4(0x647F_0000), 16), new(IpAddress.Ipv4(0xAC1F_0000), 16), new(IpAddress.Ipv4(0xC0A8_0000), 16)];

    private readonly HashSet<MacAddress> _macs = [];

    /// <summary>Before gateways are chosen: notes which addresses hosts have, and the gateways that they look for.</summary>
    public void Reserve()
    {
        foreach (TopologyAttachment host in hosts.Hosts)
        {
            foreach (GatewayAddress address in host.End.Addresses.Concat(HostAddresses.Of(host.End)))
            {
                host.Segment.Taken.Add(address.Address);
                IpAddress gateway = host.Host.Gateways.Find(gateway => address.Prefix.Contains(gateway) && gateway != address.Address);
                GatewayAddress wished = new(gateway, address.PrefixLength);
                if (gateway != default && AddressRules.IsUsable(wished) && !host.Segment.Gateways.Exists(other => other.Prefix == wished.Prefix))
                {
                    host.Segment.Gateways.Add(wished);
                }
            }
        }
    }

    public void Shape()
    {
        HashSet<(string? Vrf, IpAddress Address)> seen = [.. draft.Segments.SelectMany(segment => segment.Gateways.Select(gateway => (segment.Vrf, gateway.Address)))];
        foreach (TopologyAttachment host in hosts.Hosts)
        {
            foreach (IpAddress address in Wished(host).Distinct())
            {
                Take(host, address, seen);
            }

            TakeMac(host);
        }

        ShapeLoopbacks();
    }

    private static IEnumerable<IpAddress> Wished(TopologyAttachment host)
    {
        IEnumerable<IpAddress> given = host.End.Addresses.Concat(HostAddresses.Of(host.End)).Select(address => address.Address);
        return host.End.HostNumber is { } number
            ? given.Concat(host.Segment.Gateways.Select(gateway => IpAddress.FromBits(gateway.Address.Family, gateway.Prefix.Address.Bits + number)))
            : given;
    }

    private void Take(TopologyAttachment host, IpAddress address, HashSet<(string? Vrf, IpAddress Address)> seen)
    {
        string? why = null;
        GatewayAddress gateway = host.Segment.Gateways.Find(gateway => gateway.Prefix.Contains(address));
        if (gateway == default)
        {
            why = $"it is outside subnet `{host.Segment.Name}`, where the host is";
        }
        else if (!AddressRules.IsUsable(gateway with { Address = address }))
        {
            why = "it is no address that a host can have";
        }
        else if (!seen.Add((host.Segment.Vrf, address)))
        {
            why = "another host or a gateway has it";
        }

        if (why is not null)
        {
            draft.Notes.Lost(host.End.Span, $"address {address} of host `{host.Host.Name}`", why);
            return;
        }

        host.Addresses.Add(address);
    }

    private void TakeMac(TopologyAttachment host)
    {
        if (host.End.Mac is not { } mac)
        {
            return;
        }

        if (mac.IsGroup || mac == MacAddress.Zero || mac.IsVirtualRouter || !_macs.Add(mac))
        {
            draft.Notes.Lost(host.End.Span, $"MAC {mac} of host `{host.Host.Name}`", "another host has it, or no host can");
            return;
        }

        host.Mac = mac;
    }

    private void ShapeLoopbacks()
    {
        IpPrefix[] subnets = [.. draft.Segments.SelectMany(segment => segment.Gateways).Select(gateway => gateway.Prefix)];
        IpPrefix? other = Array.Exists(subnets, _derived.Overlaps) ? _others.Where(prefix => !Array.Exists(subnets, prefix.Overlaps)).Select(prefix => (IpPrefix?)prefix).FirstOrDefault() : null;
        HashSet<IpAddress> seen = [];
        uint number = 0;
        foreach (TopologyMachine machine in draft.Of(MachineKind.Switch))
        {
            number++;
            IpAddress[] wished = [.. machine.Loopbacks];
            machine.Loopbacks.Clear();
            foreach (IpAddress address in wished)
            {
                string? why = !address.IsHostUnicast || address.IsLinkLocal ? "it is no address that a node can have"
                    : Array.Exists(subnets, subnet => subnet.Contains(address)) ? "it lies in a subnet"
                    : !seen.Add(address) ? "another node has it"
                    : machine.Loopbacks.Exists(first => first.Family == address.Family) ? "a node has one loopback of a family"
                    : null;
                if (why is null)
                {
                    machine.Loopbacks.Add(address);
                }
                else
                {
                    draft.Notes.Lost(machine.Span, $"loopback {address} of node `{machine.Name}`", why);
                }
            }

            if (other is { } range && !machine.Loopbacks.Exists(address => address.IsIpv4))
            {
                machine.Loopbacks.Insert(0, IpAddress.FromBits(AddressFamily.Ipv4, range.Address.Bits + number));
            }
        }
    }
}
