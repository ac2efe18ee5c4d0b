using Weft.Model;

namespace Weft.Protocols.Isis;

/// <summary>Finds out which systems speak for which (RFC 5311), and moves what they say to whom it belongs. Runs when links or a first
/// fragment change, never for a host.</summary>
internal sealed class AliasTracker(Topology topology, ReachTracker reach)
{
    /// <summary>Follows a change of a record that changed its node's links, or is its first fragment. What the record itself says is left to the caller.</summary>
    public void Follow(Instant now, TopologyNode node, LspRecord changed, IIsisEffects effects)
    {
        if (changed.Id.Fragment == 0)
        {
            node.RereadAlias();
        }

        foreach (TopologyNode alias in node.Aliases.ToArray())
        {
            Settle(now, alias, changed, effects);
        }

        Settle(now, node, changed, effects);
        foreach (TopologyLink link in node.Links)
        {
            if (link.Metric == 0 && topology.Find(link.Neighbor) is { AliasOf: not null } candidate)
            {
                Settle(now, candidate, changed, effects);
            }
        }
    }

    private void Settle(Instant now, TopologyNode node, LspRecord changed, IIsisEffects effects)
    {
        TopologyNode? origin = topology.FindOrigin(node);
        if (origin == node.Origin)
        {
            return;
        }

        TopologyNode before = node.Holder;
        node.Origin?.Aliases.Remove(node);
        node.Origin = origin;
        origin?.Aliases.Add(node);

        // First the new holder, then the old one: no host is without an owner in between.
        foreach (LspRecord record in node.Fragments.Values)
        {
            if (record != changed)
            {
                reach.Credit(now, node.Holder, record.Content, effects);
            }
        }

        foreach (LspRecord record in node.Fragments.Values)
        {
            if (record != changed)
            {
                reach.Discredit(now, before, record.Content, effects);
            }
        }
    }
}
