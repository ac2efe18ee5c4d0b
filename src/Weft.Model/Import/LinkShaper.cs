namespace Weft.Model;

/// <summary>Turns links between switches into links of the fabric.</summary>
internal sealed class LinkShaper(TopologyDraft draft)
{
    /// <summary>Segments of up to this many switches become links between each and each; larger ones a star.</summary>
    public const int LargestMesh = 6;

    private readonly HashSet<(string, string)> _unnamed = [];

    public List<TopologyLink> Links { get; } = [];

    public void Shape()
    {
        foreach (TopologyCable cable in draft.Cables)
        {
            TopologyEnd[] ends = [.. cable.EndsOf(MachineKind.Switch)];
            if (ends.Length < 2 || ends.Length < cable.Ends.Count)
            {
                continue;
            }

            if (cable.Access is not null || cable.Trunk.Count > 0 || Array.Exists(ends, end => end.Access is not null || end.Trunk.Count > 0))
            {
                draft.Notes.Changed(cable.Span, $"VLANs of link `{cable}`", "the link is routed: leaves route between each other, and subnets need no VLAN there");
            }

            if (ends.Length == 2)
            {
                Add(cable, ends[0], ends[1], arePortsTheirs: true);
            }
            else
            {
                Join(cable, ends);
            }
        }
    }

    private void Join(TopologyCable cable, TopologyEnd[] ends)
    {
        TopologyEnd[] distinct = [.. ends.DistinctBy(end => end.Machine)];
        bool isMesh = distinct.Length <= LargestMesh;
        string form = isMesh ? "links between each two of them" : $"links of the others to `{distinct[0].Machine.Name}`";
        draft.Notes.Changed(cable.Span, $"segment `{cable}` of {distinct.Length} switches", $"links of a fabric have two ends, so it became {form}");
        for (int i = 0; i < (isMesh ? distinct.Length : 1); i++)
        {
            for (int j = i + 1; j < distinct.Length; j++)
            {
                Add(cable, distinct[i], distinct[j], arePortsTheirs: false);
            }
        }
    }

    private void Add(TopologyCable cable, TopologyEnd a, TopologyEnd b, bool arePortsTheirs)
    {
        if (a.Machine == b.Machine)
        {
            draft.Notes.Lost(cable.Span, $"link `{cable}`", "it joins a node to itself");
            return;
        }

        (string portA, string portB) = arePortsTheirs ? (a.Port!, b.Port!) : (a.Machine.NextPort(), b.Machine.NextPort());
        (string, string) pair = string.CompareOrdinal(a.Machine.Name, b.Machine.Name) < 0 ? (a.Machine.Name, b.Machine.Name) : (b.Machine.Name, a.Machine.Name);
        bool areDerived = !arePortsTheirs || (a.IsPortDerived && b.IsPortDerived);
        bool namesPorts = !areDerived || !_unnamed.Add(pair);
        uint? metric = cable.Metric ?? a.Metric ?? b.Metric;
        Links.Add(new TopologyLink(namesPorts ? $"{a.Machine.Name}:{portA}" : a.Machine.Name, namesPorts ? $"{b.Machine.Name}:{portB}" : b.Machine.Name, metric));
        if (a.Metric is { } there && b.Metric is { } back && there != back && cable.Metric is null)
        {
            draft.Notes.Lost(b.Span, $"metric {back} of link `{cable}` at `{b.Machine.Name}`", $"a link has one metric, {there}");
        }
    }
}
