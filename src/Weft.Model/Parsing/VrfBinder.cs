using Weft.Wire;

namespace Weft.Model;

/// <summary>Reads the VRFs and what each imports from others.</summary>
internal sealed class VrfBinder(FabricDraft draft, FaultList faults)
{
    private const string Default = "default";

    public void Bind(MapReader file)
    {
        draft.Vrfs.Add(Default, new DraftVrf(new Vrf(Default, VrfId.Default), SourceSpan.Start));
        (SourceScalar Name, SourceNode? Body)[] named = [.. file.Named("vrfs")];
        foreach ((SourceScalar name, SourceNode? body) in named)
        {
            if (name.Text == Default)
            {
                if (body is null)
                {
                    faults.Add(FaultCode.ListedTwice, name.Span, "`default` is always there", "remove it");
                }
            }
            else if (draft.Vrfs.Find(name.Text) is { } earlier)
            {
                faults.Add(FaultCode.ListedTwice, name.Span, $"`{name.Text}` is listed twice", "remove one", new FaultLabel(earlier.Span, "the first is here"));
            }
            else
            {
                draft.Vrfs.Add(name.Text, new DraftVrf(new Vrf(name.Text, new VrfId((ushort)draft.Vrfs.Items.Count)), name.Span));
            }
        }

        foreach ((SourceScalar name, SourceNode? body) in named)
        {
            if (body is not null && draft.Vrfs.Find(name.Text) is { } into)
            {
                BindImports(into, file.Of(body).Map("import"));
            }
        }
    }

    private void BindImports(DraftVrf into, MapReader imports)
    {
        foreach (SourceEntry entry in imports.Entries())
        {
            DraftVrf? from = draft.Vrfs.Resolve(entry.Key, $"`{into.Vrf.Name}` imports from VRF `{entry.Key.Text}`, which this fabric does not have", faults);
            if (from is null || imports.Get(entry.Key.Text) is not { } value)
            {
                continue;
            }

            if (from == into)
            {
                faults.Add(FaultCode.ImportsItself, entry.Key.Span, $"`{into.Vrf.Name}` imports from itself", "name another VRF, or remove it");
                continue;
            }

            draft.Imports.Add(new DraftImport(into, from, entry.Key.Span)
            {
                Prefixes = value is SourceList
                    ? [.. imports.Scalars(entry.Key.Text).Select(prefix => new Located<IpPrefix>(IpPrefix.Parse(prefix.Text), prefix.Span))]
                    : null,
            });
        }
    }
}
