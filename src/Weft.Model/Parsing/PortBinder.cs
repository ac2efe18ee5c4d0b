namespace Weft.Model;

/// <summary>Reads the ports for hosts.</summary>
internal sealed class PortBinder(FabricDraft draft, FaultList faults)
{
    public void Bind(MapReader file)
    {
        foreach (SourceEntry entry in file.Map("ports").Entries())
        {
            DraftNode? node = draft.Nodes.Resolve(entry.Key, $"ports are given for node `{entry.Key.Text}`, which this fabric does not have", faults);
            if (node is null || file.Of(entry.Value) is var ports && !CheckRole(node, entry.Key.Span, faults))
            {
                continue;
            }

            foreach (SourceEntry port in ports.Entries())
            {
                BindPort(node, port, ports);
            }
        }
    }

    /// <summary>Takes a port name on a node, or says who has it.</summary>
    public static bool Take(DraftNode node, DraftPort port, FaultList faults)
    {
        if (IsReserved(port.Name))
        {
            faults.Add(
                FaultCode.ReservedInterfaceName,
                port.Span,
                $"port `{port.Name}` of `{node.Name}` has a name that `weftd` or the kernel uses itself",
                "choose another, as in `swp1`");
            return false;
        }

        if (node.TryAdd(port))
        {
            return true;
        }

        DraftPort first = node.FindPort(port.Name)!;
        faults.Add(
            FaultCode.PortTaken,
            port.Span,
            $"port `{port.Name}` of `{node.Name}` is used twice",
            "name another port",
            new FaultLabel(first.Span, first.Peer is null ? "it is a port for hosts here" : $"it leads to `{first.Peer}` here"));
        return false;
    }

    /// <summary>Only leaves have hosts. True when the node is one, or when nobody can tell.</summary>
    public static bool CheckRole(DraftNode node, SourceSpan span, FaultList faults)
    {
        if (node.Role is null or NodeRole.Leaf)
        {
            return true;
        }

        string role = node.Role == NodeRole.Spine ? "a spine" : "an edge";
        faults.Add(
            FaultCode.PortsNeedLeaf,
            span,
            $"`{node.Name}` is {role}; only leaves have ports for hosts",
            "name a leaf, or change the role",
            new FaultLabel(node.Span, $"`{node.Name}` is {role} here"));
        return false;
    }

    /// <summary>Names that the kernel or <c>weftd</c> gives to interfaces of its own, or that mean something else under /proc/sys/net.</summary>
    public static bool IsReserved(string name) =>
        name is "lo" or "all" or "default" or "br0" || SegmentPlan.IsInterface(name);

    private void BindPort(DraftNode node, SourceEntry entry, MapReader ports)
    {
        SourceScalar? alone = entry.Value as SourceScalar;
        MapReader body = ports.Of(entry.Value as SourceMap);
        bool isTrunk = body.Has("trunk");
        MoveTrust moves = TrustOf(body.Scalar("moves")?.Text);
        PortGuard guard = GuardOf(body.Scalar("guard")?.Text, moves);
        DraftPort port = new(entry.Key.Text, entry.Key.Span, isTrunk ? PortKind.Trunk : PortKind.Access)
        {
            Moves = moves,
            ServesDhcp = body.Scalar("dhcp")?.Text == "server",
            Guard = guard,
            Bpdu = BpduOf(body.Scalar("bpdu")?.Text, guard),
            IsMonitored = string.Equals(body.Scalar("monitor")?.Text, "true", StringComparison.OrdinalIgnoreCase),
        };
        IEnumerable<SourceScalar> carried = alone is not null ? ports.Scalars(entry.Key.Text) : body.Scalars(isTrunk ? "trunk" : "access");
        Resolve(node, port, carried, port.Subnets);
        Resolve(node, port, body.Scalars("foreign"), port.Foreign);
        port.IsKnown &= port.Subnets.Count > 0;
        Take(node, port, faults);
    }

    private void Resolve(DraftNode node, DraftPort port, IEnumerable<SourceScalar> names, List<DraftSubnet> target)
    {
        foreach (SourceScalar name in names)
        {
            DraftSubnet? subnet = draft.Subnets.Resolve(name, $"port `{port.Name}` of `{node.Name}` carries subnet `{name.Text}`, which this fabric does not have", faults);
            port.IsKnown &= subnet is not null;
            if (subnet is null)
            {
                continue;
            }

            if (port.Subnets.Contains(subnet) || port.Foreign.Contains(subnet))
            {
                faults.Add(FaultCode.ListedTwice, name.Span, $"port `{port.Name}` of `{node.Name}` has subnet `{subnet.Name}` twice", "remove one");
            }
            else if (node.Site is { } site && !subnet.IsAt(site) && ReferenceEquals(target, port.Subnets))
            {
                faults.Add(
                    FaultCode.SubnetNotAtSite,
                    name.Span,
                    $"subnet `{subnet.Name}` is not at site `{site.Name}`, where `{node.Name}` stands",
                    $"add `{site.Name}` to its `sites:`",
                    new FaultLabel(subnet.Sites![0].Span, "its sites are here"));
            }
            else
            {
                target.Add(subnet);
            }
        }
    }

    /// <summary>Who need not prove a move is believed in all else, too.</summary>
    private static PortGuard GuardOf(string? word, MoveTrust moves) => word switch
    {
        "trusted" => PortGuard.Trusted,
        "first-come" => PortGuard.FirstCome,
        "strict" => PortGuard.Strict,
        _ => moves == MoveTrust.Trusted ? PortGuard.Trusted : PortGuard.FirstCome,
    };

    private static PortBpdu BpduOf(string? word, PortGuard guard) => word switch
    {
        "drop" => PortBpdu.Drop,
        "shut" => PortBpdu.Shut,
        _ => guard == PortGuard.Trusted ? PortBpdu.Pass : PortBpdu.Drop,
    };

    private static MoveTrust TrustOf(string? word) => word switch
    {
        "verified" => MoveTrust.Verified,
        "announced" => MoveTrust.Announced,
        _ => MoveTrust.Trusted,
    };
}
