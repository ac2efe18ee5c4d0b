namespace Weft.Model;

/// <summary>
/// Makes a fabric file of the same shape out of a topology of netlab or containerlab, and lists what it could not take over. Text in, text out; it never
/// throws for any text.
/// </summary>
public static class TopologyImport
{
    /// <summary>Switches and outside routers on one segment.</summary>
    public const int MaximumSwitchesOnSegment = 256;

    /// <summary>Reads a topology.</summary>
    /// <param name="text">The topology.</param>
    /// <param name="format">Its format; null finds out.</param>
    /// <param name="name">The name of the fabric when the topology has none.</param>
    public static TopologyImportResult Import(string text, TopologyFormat? format = null, string? name = null)
    {
        TopologyNotes notes = new();
        FaultList faults = new();
        SourceNode? root = SourceReader.Read(text, faults);
        foreach (Fault fault in faults.ToSorted())
        {
            notes.Fault(fault.Span, fault.Message, fault.Cure);
        }

        if (root is null || notes.HasFaults)
        {
            if (!notes.HasFaults)
            {
                notes.Fault(SourceSpan.Start, "the file is empty", "name a netlab or a containerlab topology");
            }

            return Failed(format, notes);
        }

        TopologyFormat? found = format ?? Detect(root);
        if (found is null)
        {
            notes.Fault(root.Span, "this is neither a netlab nor a containerlab topology", "the first has `nodes`, the second `topology` at the top; --from says which one it is meant to be");
            return Failed(null, notes);
        }

        TopologyDraft draft = Read(found.Value, root, notes, name);
        return notes.HasFaults ? Failed(found, notes) : Shape(draft);
    }

    /// <summary>The format of a topology: containerlab has a mapping `topology`, netlab has `nodes`, `groups` or `links` at the top.</summary>
    private static TopologyFormat? Detect(SourceNode root)
    {
        if (root is not SourceMap map)
        {
            return null;
        }

        if (map.Find("topology")?.Value is SourceMap)
        {
            return TopologyFormat.Containerlab;
        }

        return map.Find("nodes") is not null || map.Find("links") is not null || map.Find("groups") is not null ? TopologyFormat.Netlab : null;
    }

    private static TopologyDraft Read(TopologyFormat format, SourceNode root, TopologyNotes notes, string? name)
    {
        TopologyDraft draft = new(notes) { Format = format, Name = name ?? "imported" };
        SourceNode prepared = TopologyTree.Prepare(root, hasDots: format == TopologyFormat.Netlab);
        if (format == TopologyFormat.Containerlab)
        {
            new ContainerlabReader(draft).Read(prepared);
        }
        else
        {
            new NetlabReader(draft).Read(prepared);
        }

        draft.Name = TopologyNames.Clean(draft.Name, "fabric", ScalarShapes.NameLength);
        return draft;
    }

    private static TopologyImportResult Shape(TopologyDraft draft)
    {
        new BridgeFolder(draft).Fold();
        Connect(draft);
        if (draft.Notes.HasFaults)
        {
            return Failed(draft.Format, draft.Notes);
        }

        OutsideShaper outside = new(draft);
        outside.FindClients();
        outside.ShapeFabricAs();
        RoleShaper roles = new(draft);
        roles.Shape();
        SiteShaper sites = new(draft);
        sites.Shape();
        roles.ShapeInterconnects();
        new PortShaper(draft).Shape();
        HostShaper hosts = new(draft);
        hosts.Shape();
        LinkShaper links = new(draft);
        links.Shape();
        outside.Shape();
        AddressShaper addresses = new(draft, hosts);
        addresses.Reserve();
        new SegmentShaper(draft).Shape();
        addresses.Shape();
        if (draft.Notes.HasFaults)
        {
            return Failed(draft.Format, draft.Notes);
        }

        string text = new TopologyWriter(draft) { Sites = sites.Sites, Links = links.Links, Ports = hosts.Ports, Hosts = hosts.Hosts, Outside = outside.Routers }.Write();
        FabricLoad load = FabricFile.Load(text);
        return new TopologyImportResult
        {
            Format = draft.Format,
            FabricText = text,
            Fabric = load.Fabric,
            Notes = draft.Notes.ToSorted(),
            MoreNotes = draft.Notes.More,
            Missing = load.Faults,
        };
    }

    /// <summary>Tells the machines which links they have, and drops ends that lead nowhere.</summary>
    private static void Connect(TopologyDraft draft)
    {
        foreach (TopologyCable cable in draft.Cables)
        {
            if (cable.Ends.RemoveAll(end => end.Machine.Kind == MachineKind.Gone) > 0 && cable.Ends.Count < 2)
            {
                cable.Ends.Clear();
            }

            foreach (TopologyMachine machine in cable.Ends.Select(end => end.Machine).Distinct())
            {
                machine.Cables.Add(cable);
            }

            int switches = cable.Ends.Count(end => end.Machine.Kind is MachineKind.Switch or MachineKind.Outside);
            if (switches > MaximumSwitchesOnSegment)
            {
                draft.Notes.Fault(cable.Span, $"segment of {switches} switches and routers", $"at most {MaximumSwitchesOnSegment}; links of a fabric have two ends");
            }
        }

        draft.Cables.RemoveAll(cable => cable.Ends.Count == 0);
        int count = draft.Of(MachineKind.Switch).Count();
        if (count > SizeCheck.MaximumNodes)
        {
            draft.Notes.Fault(SourceSpan.Start, $"{count} switches", $"a fabric has at most {SizeCheck.MaximumNodes} nodes");
        }

        if (count == 0)
        {
            draft.Notes.Fault(SourceSpan.Start, "the topology has no switch", "a fabric needs a node; machines of kind or device `linux` are taken for hosts");
        }
    }

    private static TopologyImportResult Failed(TopologyFormat? format, TopologyNotes notes) =>
        new() { Format = format, FabricText = null, Notes = notes.ToSorted(), MoreNotes = notes.More };
}
