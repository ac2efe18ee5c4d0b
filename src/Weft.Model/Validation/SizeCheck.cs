namespace Weft.Model;

/// <summary>Nothing may outgrow the numbers that stand for it.</summary>
internal sealed class SizeCheck(FabricDraft draft, FaultList faults)
{
    /// <summary>Nodes of a fabric: 15 bits of a segment id.</summary>
    public const int MaximumNodes = 32_767;

    /// <summary>Subnets of a fabric: the VLANs of all sites, within 16 bits of a segment id.</summary>
    public const int MaximumSubnets = 65_535;

    /// <summary>Ports of one node: one port index means "none".</summary>
    public const int MaximumPorts = 4_096;

    /// <summary>Hosts of a fabric file: 24 bits of a derived MAC.</summary>
    public const int MaximumHosts = 1_000_000;

    /// <summary>Links to outside routers, and clients behind them: one octet of a derived address.</summary>
    public const int MaximumOutside = 255;

    public void Check()
    {
        Count(draft.Sites.Items.Count, MaximumNodes, "sites", i => draft.Sites.Items[i].Span);
        Count(draft.Nodes.Items.Count, MaximumNodes, "nodes", i => draft.Nodes.Items[i].Span);
        Count(draft.Vrfs.Items.Count - 1, VrfLinks.MaximumVrfs, "VRFs", i => draft.Vrfs.Items[i + 1].Span);
        Count(draft.Subnets.Items.Count, MaximumSubnets, "subnets", i => draft.Subnets.Items[i].Span);
        Count(draft.Hosts.Count, MaximumHosts, "hosts", i => draft.Hosts[i].Span);
        DraftSession[] sessions = [.. draft.Outside.SelectMany(router => router.Sessions)];
        Count(sessions.Length, MaximumOutside, "outside links", i => sessions[i].Span);
        Count(draft.Outside.Sum(router => router.Clients.Count), MaximumOutside, "outside clients", _ => draft.Outside[^1].Span);
        foreach (DraftNode node in draft.Nodes.Items)
        {
            Count(node.Ports.Count, MaximumPorts, $"ports of `{node.Name}`", i => node.Ports[i].Span);
        }
    }

    private void Count(int count, int maximum, string plural, Func<int, SourceSpan> spanOf)
    {
        if (count > maximum)
        {
            faults.Add(FaultCode.TooMany, spanOf(maximum), $"{count} {plural} are more than {maximum}", $"at most {maximum}");
        }
    }
}
