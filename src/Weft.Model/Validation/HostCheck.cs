using Weft.Wire;

namespace Weft.Model;

/// <summary>MACs and addresses of hosts are unique, and every host gets an address.</summary>
internal sealed class HostCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        CheckMacs();
        CheckLimits();
        CheckAddresses();
        CheckRoom();
    }

    private void CheckMacs()
    {
        Dictionary<MacAddress, DraftHost> seen = [];
        foreach (DraftHost host in draft.Hosts)
        {
            MacAddress mac = FabricBuilder.MacOf(host);
            if (!seen.TryAdd(mac, host))
            {
                DraftHost first = seen[mac];
                faults.Add(
                    FaultCode.MacTaken,
                    host.Mac?.Span ?? host.Span,
                    $"hosts `{first.Name}` and `{host.Name}` have the same MAC {mac}",
                    "use another, or leave it out",
                    new FaultLabel(first.Mac?.Span ?? first.Span, $"`{first.Name}` has it here"));
            }
        }
    }

    /// <summary>A leaf would not learn what lies beyond its limits, and the lab's hosts would seem to be dead.</summary>
    private void CheckLimits()
    {
        foreach (IGrouping<LinkEnd, DraftHost> port in draft.Hosts.Where(host => host.At is not null).GroupBy(host => host.At!.Value))
        {
            if (port.Count() > draft.Limits.MacsPerPort)
            {
                DraftHost first = port.ElementAt(draft.Limits.MacsPerPort);
                faults.Add(
                    FaultCode.TooMany,
                    first.Span,
                    $"{port.Count()} hosts at `{port.Key}` are more than `macs-per-port` {draft.Limits.MacsPerPort}",
                    "place some elsewhere, or raise the limit");
            }
        }

        foreach (IGrouping<string, DraftHost> node in draft.Hosts.Where(host => host.At is not null).GroupBy(host => host.At!.Value.Node))
        {
            if (node.Count() > draft.Limits.HostsPerNode)
            {
                DraftHost first = node.ElementAt(draft.Limits.HostsPerNode);
                faults.Add(
                    FaultCode.TooMany,
                    first.Span,
                    $"{node.Count()} hosts at `{node.Key}` are more than `hosts-per-node` {draft.Limits.HostsPerNode}",
                    "place some elsewhere, or raise the limit");
            }
        }
    }

    private void CheckAddresses()
    {
        Dictionary<(DraftVrf, IpAddress), (string Owner, SourceSpan Span)> seen = [];
        foreach (DraftSubnet subnet in draft.Subnets.Items.Where(subnet => subnet.Vrf is not null))
        {
            foreach (Located<GatewayAddress> gateway in subnet.Gateways)
            {
                seen.TryAdd((subnet.Vrf!, gateway.Value.Address), ($"the gateway of subnet `{subnet.Name}`", gateway.Span));
            }
        }

        foreach (DraftHost host in draft.Hosts.Where(host => host.Subnet?.Vrf is not null))
        {
            foreach (Located<GatewayAddress> address in host.Addresses)
            {
                CheckAddress(seen, host, address);
            }
        }
    }

    private void CheckAddress(Dictionary<(DraftVrf, IpAddress), (string Owner, SourceSpan Span)> seen, DraftHost host, Located<GatewayAddress> address)
    {
        if (!AddressRules.IsUsable(address.Value))
        {
            faults.Add(
                FaultCode.AddressNotUsable,
                address.Span,
                $"{address.Value} is no address that host `{host.Name}` can have",
                "use a host address of the subnet");
            return;
        }

        (DraftVrf, IpAddress) key = (host.Subnet!.Vrf!, address.Value.Address);
        if (!seen.TryAdd(key, ($"host `{host.Name}`", address.Span)))
        {
            (string owner, SourceSpan span) = seen[key];
            faults.Add(
                FaultCode.AddressTaken,
                address.Span,
                $"{address.Value.Address} of host `{host.Name}` is that of {owner}",
                "use another, or leave it out",
                new FaultLabel(span, "it is taken here"));
        }
    }

    private void CheckRoom()
    {
        HostAddressing addressing = new(draft);
        HashSet<DraftSubnet> full = [];
        foreach (DraftHost host in draft.Hosts)
        {
            if (host is { DerivesAddresses: true, Subnet: { Gateways.Count: > 0 } subnet } && addressing.Next(subnet).IsEmpty && full.Add(subnet))
            {
                faults.Add(
                    FaultCode.SubnetFull,
                    host.Span,
                    $"subnet `{subnet.Name}` has no address left for host `{host.Name}`",
                    "give the host an `address:`, or widen the prefix",
                    new FaultLabel(subnet.Gateways[0].Span, $"`{subnet.Name}` is here"));
            }
        }
    }
}
