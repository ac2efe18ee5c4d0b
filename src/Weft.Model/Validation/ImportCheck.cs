using Weft.Wire;

namespace Weft.Model;

/// <summary>Imports between VRFs bring something, and nothing that has two meanings in the VRF that they go into.</summary>
internal sealed class ImportCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        foreach (DraftImport import in draft.Imports)
        {
            CheckBringsSomething(import);
            CheckOverlaps(import);
        }
    }

    private void CheckBringsSomething(DraftImport import)
    {
        IpPrefix[] from = [.. PrefixesOf(import.From)];
        if (import.Prefixes is null && from.Length == 0)
        {
            faults.Add(
                FaultCode.ImportBringsNothing,
                import.Span,
                $"VRF `{import.From.Vrf.Name}` has no subnet that `{import.Into.Vrf.Name}` could import",
                "put a subnet into it, or list the prefixes");
        }

        foreach (Located<IpPrefix> prefix in import.Prefixes ?? [])
        {
            bool isOutside = draft.Outside.Exists(router => router.VrfId == import.From.Vrf.Id);
            if (!isOutside && !Array.Exists(from, prefix.Value.Overlaps))
            {
                faults.Add(
                    FaultCode.ImportBringsNothing,
                    prefix.Span,
                    $"no subnet of VRF `{import.From.Vrf.Name}` has an address of {prefix.Value}",
                    "list the prefix of one of its subnets, or a shorter one that holds it");
            }
        }
    }

    /// <summary>The own subnets of the VRF, and what other imports bring into it.</summary>
    private void CheckOverlaps(DraftImport import)
    {
        foreach (IpPrefix brought in Brought(import))
        {
            foreach (DraftSubnet own in draft.Subnets.Items.Where(subnet => subnet.Vrf == import.Into))
            {
                Report(import, brought, own.Gateways.Select(gateway => gateway.Value.Prefix), $"subnet `{own.Name}` of `{import.Into.Vrf.Name}` itself", own.Span);
            }

            foreach (DraftImport other in draft.Imports.TakeWhile(other => other != import).Where(other => other.Into == import.Into))
            {
                Report(import, brought, Brought(other), $"an import from `{other.From.Vrf.Name}`", other.Span);
            }
        }
    }

    private void Report(DraftImport import, IpPrefix brought, IEnumerable<IpPrefix> others, string whose, SourceSpan place)
    {
        foreach (IpPrefix other in others.Where(brought.Overlaps))
        {
            faults.Add(
                FaultCode.ImportOverlaps,
                import.Span,
                $"{brought} of VRF `{import.From.Vrf.Name}` overlaps {other}, {whose}",
                "import prefixes that have one meaning there, or renumber one of them",
                new FaultLabel(place, "the other is here"));
        }
    }

    /// <summary>The prefixes of subnets that an import may bring hosts of.</summary>
    private IEnumerable<IpPrefix> Brought(DraftImport import) => PrefixesOf(import.From)
        .Where(prefix => import.Prefixes is null || import.Prefixes.Exists(wanted => wanted.Value.Overlaps(prefix)));

    private IEnumerable<IpPrefix> PrefixesOf(DraftVrf vrf) =>
        draft.Subnets.Items.Where(subnet => subnet.Vrf == vrf).SelectMany(subnet => subnet.Gateways).Select(gateway => gateway.Value.Prefix);
}
