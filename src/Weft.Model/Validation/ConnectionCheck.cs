namespace Weft.Model;

/// <summary>Every node can reach every other over routed links.</summary>
internal sealed class ConnectionCheck(FabricDraft draft, FaultList faults)
{
    public void Check()
    {
        // A link that could not be read may be the one that is missing.
        if (faults.HasErrors)
        {
            return;
        }

        Groups<DraftNode> groups = new();
        foreach (DraftLink link in draft.Links.Where(link => !link.IsBridged))
        {
            groups.Join(link.A, link.B);
        }

        IGrouping<DraftNode, DraftNode>[] islands = [.. draft.Nodes.Items.GroupBy(groups.RootOf).OrderByDescending(island => island.Count())];
        foreach (IGrouping<DraftNode, DraftNode> island in islands.Skip(1))
        {
            DraftNode node = island.First();
            string also = island.Count() == 1 ? "" : $" and {island.Count() - 1} more";
            faults.Add(
                FaultCode.Unconnected,
                node.Span,
                $"node `{node.Name}`{also} has no routed link to the rest of the fabric",
                $"add a link, as in `{node.Name} -- {islands[0].First().Name}`");
        }
    }
}
