namespace Weft.Model;

/// <summary>VRFs become interfaces of every node and tags on every fabric link, so their names and numbers must be free there.</summary>
internal sealed class VrfCheck(FabricDraft draft, FaultList faults)
{
    private DraftVrf[] _used = [];

    public void Check()
    {
        _used = [.. draft.Vrfs.Items.Where(vrf => vrf.Vrf.Id != VrfId.Default
            && (draft.Subnets.Items.Any(subnet => subnet.Vrf == vrf) || draft.Outside.Exists(router => router.VrfId == vrf.Vrf.Id)))];
        foreach (DraftVrf vrf in _used)
        {
            CheckReserved(vrf);
            CheckTag(vrf);
        }

        foreach (DraftNode node in draft.Nodes.Items)
        {
            CheckNames(node);
        }
    }

    private void CheckReserved(DraftVrf vrf)
    {
        if (PortBinder.IsReserved(vrf.Vrf.Name))
        {
            faults.Add(
                FaultCode.ReservedInterfaceName,
                vrf.Span,
                $"VRF `{vrf.Vrf.Name}` has a name that `weftd` or the kernel uses itself",
                "choose another, as in `blue`");
        }
    }

    private void CheckTag(DraftVrf vrf)
    {
        if (vrf.Vrf.Id.Value > VrfLinks.MaximumVrfs)
        {
            return;
        }

        ushort tag = VrfLinks.TagOf(vrf.Vrf.Id).Value;
        foreach (DraftSubnet subnet in draft.Subnets.Items.Where(subnet => subnet.Vlan?.Value.Value == tag))
        {
            faults.Add(
                FaultCode.VlanIsVrfTag,
                subnet.Vlan!.Value.Span,
                $"VLAN {tag} of subnet `{subnet.Name}` is the tag of VRF `{vrf.Vrf.Name}` on the fabric's links",
                "use a VLAN below 3841",
                new FaultLabel(vrf.Span, $"`{vrf.Vrf.Name}` is VRF {vrf.Vrf.Id}"));
        }
    }

    /// <summary>A node's ports, its VRFs and the VRFs' sub-interfaces all have names of their own.</summary>
    private void CheckNames(DraftNode node)
    {
        foreach (DraftVrf vrf in _used)
        {
            if (node.FindPort(vrf.Vrf.Name) is { } same)
            {
                Report(node, vrf, same, $"VRF `{vrf.Vrf.Name}` and port `{same.Name}` of `{node.Name}` would be one interface");
            }

            for (int index = 0; index < node.Ports.Count; index++)
            {
                string name = VrfLinks.InterfaceOf(node.Ports[index].Name, index, vrf.Vrf.Id);
                if (node.Ports[index].Kind == PortKind.Fabric && node.FindPort(name) is { } port)
                {
                    Report(
                        node, vrf, port,
                        $"port `{name}` of `{node.Name}` has the name of the sub-interface that VRF `{vrf.Vrf.Name}` has on `{node.Ports[index].Name}`");
                }
                else if (node.Ports[index].Kind == PortKind.Fabric && _used.FirstOrDefault(other => other.Vrf.Name == name) is { } other)
                {
                    faults.Add(
                        FaultCode.InterfaceNameTaken,
                        other.Span,
                        $"VRF `{name}` has the name of the sub-interface that VRF `{vrf.Vrf.Name}` has on `{node.Ports[index].Name}` of `{node.Name}`",
                        "rename this VRF",
                        new FaultLabel(node.Ports[index].Span, "the port is here"));
                }
            }
        }
    }

    private void Report(DraftNode node, DraftVrf vrf, DraftPort port, string message) => faults.Add(
        FaultCode.InterfaceNameTaken,
        port.Span,
        message,
        "rename one of them",
        new FaultLabel(vrf.Span, $"VRF `{vrf.Vrf.Name}` of `{node.Name}` is here"));
}
