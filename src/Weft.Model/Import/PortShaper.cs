namespace Weft.Model;

/// <summary>Gives every end at a switch a port: the one that the topology names, else the next of swp1, swp2 and so on in the order of its links.</summary>
internal sealed class PortShaper(TopologyDraft draft)
{
    public void Shape()
    {
        IEnumerable<TopologyEnd> ends = draft.Cables.SelectMany(cable => cable.Ends).Where(end => end.Machine.Kind == MachineKind.Switch);
        foreach (TopologyEnd end in ends.Where(end => end.Port is not null))
        {
            string name = TopologyNames.Port(end.Port!);
            if (end.Machine.TryTakePort(name))
            {
                if (name != end.Port)
                {
                    draft.Notes.Changed(end.Span, $"port `{TopologyMap.Shown(end.Port!)}` of `{end.Machine.Name}`", $"it is named `{name}` here; the kernel takes {ScalarShapes.InterfaceNameLength} characters and no slash");
                }

                end.Port = name;
            }
            else
            {
                draft.Notes.Changed(end.Span, $"port `{TopologyMap.Shown(end.Port!)}` of `{end.Machine.Name}`", $"`{name}` is taken, so it gets a name of its own");
                end.Port = null;
            }
        }

        foreach (TopologyEnd end in ends.Where(end => end.Port is null))
        {
            end.Port = end.Machine.NextPort();
            end.IsPortDerived = true;
        }
    }
}
