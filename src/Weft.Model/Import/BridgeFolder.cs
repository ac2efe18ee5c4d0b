namespace Weft.Model;

/// <summary>Takes bridges out of a topology: what was linked to them shares one segment.</summary>
internal sealed class BridgeFolder(TopologyDraft draft)
{
    public void Fold()
    {
        if (!draft.Of(MachineKind.Bridge).Any())
        {
            return;
        }

        Groups<TopologyMachine> groups = new();
        foreach (TopologyCable cable in draft.Cables)
        {
            TopologyEnd[] bridges = [.. cable.EndsOf(MachineKind.Bridge)];
            foreach (TopologyEnd bridge in bridges.Skip(1))
            {
                groups.Join(bridges[0].Machine, bridge.Machine);
            }
        }

        List<TopologyCable> folded = [];
        Dictionary<TopologyMachine, TopologyCable> segments = [];
        foreach (TopologyCable cable in draft.Cables)
        {
            if (cable.EndsOf(MachineKind.Bridge).FirstOrDefault() is not { } bridge)
            {
                folded.Add(cable);
                continue;
            }

            TopologyMachine root = groups.RootOf(bridge.Machine);
            if (!segments.TryGetValue(root, out TopologyCable? segment))
            {
                segment = new TopologyCable(cable.Span) { Name = root.Original };
                segments.Add(root, segment);
                folded.Add(segment);
            }

            Add(segment, cable);
        }

        draft.Cables = folded;
        foreach (TopologyMachine bridge in draft.Of(MachineKind.Bridge))
        {
            draft.Notes.Changed(bridge.Span, $"bridge `{TopologyMap.Shown(bridge.Original)}`", "it is no node: what is linked to it shares a segment");
        }
    }

    private static void Add(TopologyCable segment, TopologyCable cable)
    {
        segment.Ends.AddRange(cable.Ends.Where(end => end.Machine.Kind != MachineKind.Bridge));
        segment.Prefixes.AddRange(cable.Prefixes.Where(prefix => !segment.Prefixes.Contains(prefix)));
        segment.Gateways.AddRange(cable.Gateways.Where(gateway => !segment.Gateways.Contains(gateway)));
        segment.Access ??= cable.Access;
        segment.Vrf ??= cable.Vrf;
        segment.Pool ??= cable.Pool;
        segment.Metric ??= cable.Metric;
        segment.GatewayNumber ??= cable.GatewayNumber;
        if (segment.Trunk.Count == 0)
        {
            segment.Trunk = cable.Trunk;
        }
    }
}
