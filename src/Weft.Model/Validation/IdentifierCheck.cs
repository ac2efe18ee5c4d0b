using Weft.Wire;

namespace Weft.Model;

/// <summary>System ids and loopbacks are unique, and no loopback lies in a subnet.</summary>
internal sealed class IdentifierCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        Dictionary<SystemId, DraftNode> systemIds = [];
        Dictionary<IpAddress, DraftNode> loopbacks = [];
        foreach (DraftNode node in draft.Nodes.Items)
        {
            CheckSystemId(systemIds, node);
            CheckLoopback(loopbacks, node, node.Loopback4);
            CheckLoopback(loopbacks, node, node.Loopback6);
        }
    }

    private void CheckSystemId(Dictionary<SystemId, DraftNode> seen, DraftNode node)
    {
        if (node.SystemId.Value.IsZero)
        {
            faults.Add(
                FaultCode.SystemIdTaken,
                node.SystemId.Span,
                $"system id {node.SystemId.Value} of `{node.Name}` means no system",
                "use any other, or leave it out");
        }
        else if (!seen.TryAdd(node.SystemId.Value, node))
        {
            DraftNode first = seen[node.SystemId.Value];
            faults.Add(
                FaultCode.SystemIdTaken,
                node.SystemId.Span,
                $"nodes `{first.Name}` and `{node.Name}` have the same system id {node.SystemId.Value}",
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
