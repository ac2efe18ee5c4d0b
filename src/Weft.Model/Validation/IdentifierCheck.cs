using Weft.Wire;

namespace Weft.Model;

/// <summary>System ids and loopbacks are unique, and no loopback lies in a subnet.</summary>
internal sealed class IdentifierCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        Dictionary<ulong, DraftNode> systemIds = [];
        Dictionary<IpAddress, DraftNode> loopbacks = [];
        foreach (DraftNode node in draft.Nodes.Items)
        {
            CheckSystemId(systemIds, node);
            CheckLoopback(loopbacks, node, node.Loopback4);
            CheckLoopback(loopbacks, node, node.Loopback6);
        }
    }

    private void CheckSystemId(Dictionary<ulong, DraftNode> seen, DraftNode node)
    {
        ulong common = VirtualSystems.CommonPart(node.SystemId.Value);
        if (common == 0)
        {
            faults.Add(
                FaultCode.SystemIdTaken,
                node.SystemId.Span,
                node.SystemId.Value.IsZero
                    ? $"system id {node.SystemId.Value} of `{node.Name}` means no system"
                    : $"system id {node.SystemId.Value} of `{node.Name}` has nothing but its highest four bits, which number virtual systems",
                "use any other, or leave it out");
        }
        else if (!seen.TryAdd(common, node))
        {
            DraftNode first = seen[common];
            faults.Add(
                FaultCode.SystemIdTaken,
                node.SystemId.Span,
                first.SystemId.Value == node.SystemId.Value
                    ? $"nodes `{first.Name}` and `{node.Name}` have the same system id {node.SystemId.Value}"
                    : $"system id {node.SystemId.Value} of `{node.Name}` is kept for the virtual systems of `{first.Name}`: it differs from {first.SystemId.Value} in the highest four bits alone",
                "give one of them another `system-id:`",
                new FaultLabel(first.SystemId.Span, $"`{first.Name}` has it here"));
        }
    }

    private void CheckLoopback(Dictionary<IpAddress, DraftNode> seen, DraftNode node, Located<IpAddress> loopback)
    {
        if (!seen.TryAdd(loopback.Value, node))
        {
            DraftNode first = seen[loopback.Value];
            SourceSpan span = loopback.Value.IsIpv4 ? first.Loopback4.Span : first.Loopback6.Span;
            faults.Add(
                FaultCode.AddressTaken,
                loopback.Span,
                $"nodes `{first.Name}` and `{node.Name}` have the same loopback {loopback.Value}",
                "give one of them another `loopback:`",
                new FaultLabel(span, $"`{first.Name}` has it here"));
            return;
        }

        // Of every VRF: a node answers with its loopback in all of them.
        foreach (DraftSubnet subnet in draft.Subnets.Items)
        {
            foreach (Located<GatewayAddress> gateway in subnet.Gateways.Where(gateway => gateway.Value.Prefix.Contains(loopback.Value)))
            {
                faults.Add(
                    FaultCode.LoopbackInSubnet,
                    loopback.Span,
                    $"loopback {loopback.Value} of `{node.Name}` lies in {gateway.Value.Prefix} of subnet `{subnet.Name}`",
                    "give the node a `loopback:` outside every subnet",
                    new FaultLabel(gateway.Span, $"`{subnet.Name}` is here"));
            }
        }
    }
}
