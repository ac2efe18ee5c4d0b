namespace Weft.Model;

/// <summary>
/// Reads a fabric file: text in, a resolved fabric or faults out. Three steps: the YAML tree with its positions, the shape of that tree against
/// <see cref="FabricFormat"/>, then names and meaning. Each step goes on as far as the one before allows, so that one run finds every fault.
/// </summary>
public static class FabricFile
{
    /// <summary>Reads a fabric from text. Never throws for any text.</summary>
    public static FabricLoad Load(string text)
    {
        FaultList faults = new();
        FabricDraft draft = new();
        SourceNode? root = SourceReader.Read(text, faults);
        if (root is null or SourceScalar { IsNull: true })
        {
            if (!faults.HasErrors)
            {
                faults.Add(FaultCode.MissingKey, SourceSpan.Start, "the file is empty", "begin with `fabric:` and a name");
            }

            return Failed(faults, draft);
        }

        ShapeChecker checker = new(faults);
        checker.Check(FabricFormat.Fabric, root, "the file");
        if (root is not SourceMap)
        {
            return Failed(faults, draft);
        }

        MapReader file = new(root, checker);
        Bind(draft, file, faults);
        FabricChecks.Check(draft, file, faults);
        return faults.HasErrors
            ? Failed(faults, draft)
            : new FabricLoad { Fabric = FabricBuilder.Build(draft), Faults = faults.ToSorted(), ItemsRead = CountItems(draft) };
    }

    private static void Bind(FabricDraft draft, MapReader file, FaultList faults)
    {
        new SiteBinder(draft, faults).Bind(file);
        new SubnetBinder(draft, faults).Bind(file);
        new NodeBinder(draft, faults).Bind(file);
        new LinkBinder(draft, faults).Bind(file);
        new PortBinder(draft, faults).Bind(file);
        new OutsideBinder(draft, faults).Bind(file);
        new HostBinder(draft, faults).Bind(file);
        new PolicyBinder(draft, faults).Bind(file);
    }

    private static FabricLoad Failed(FaultList faults, FabricDraft draft) =>
        new() { Fabric = null, Faults = faults.ToSorted(), ItemsRead = CountItems(draft) };

    private static int CountItems(FabricDraft draft) => draft.Nodes.Items.Count + draft.Subnets.Items.Count + draft.Hosts.Count;
}
