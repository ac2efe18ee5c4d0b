using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Follows the versions of an LSP and tells what changed: claims to the sink, prefixes to the prefix
/// table, links to whoever runs the shortest paths. A host that comes, goes or moves touches nothing but itself.</summary>
internal sealed class ReachTracker
{
    private readonly bool _isMultiTopology;
    private readonly Topology _topology;
    private readonly PrefixTable _prefixes;
    private readonly AliasTracker _aliases;

    public ReachTracker(IsisState state, Topology topology, PrefixTable prefixes)
    {
        _isMultiTopology = state.IsMultiTopology;
        _topology = topology;
        _prefixes = prefixes;
        _aliases = new AliasTracker(topology, this);
    }

    /// <summary>Follows a change of a record; <paramref name="before"/> is its live version before, null when it had none.
    /// Returns whether the graph itself changed.</summary>
    public bool Apply(Instant now, LspRecord record, LspContent? before, IIsisEffects effects)
    {
        TopologyNode node = _topology.GetOrAdd(record.Id.Node);
        LspContent? after = record.Live;
        node.Follow(record);
        LspDelta delta = after is not null ? after.Since(before) : LspDelta.Between(before, null);
        if (delta.HasLinks)
        {
            node.RebuildLinks();
        }

        bool isFirst = record.Id.Fragment == 0;
        if (!node.Id.IsPseudonode)
        {
            TopologyNode holder = node.Holder;
            if (isFirst || delta.HasLinks)
            {
                _aliases.Follow(now, node, record, effects);
            }

            if (node.Holder == holder)
            {
                Drop(now, holder, delta, effects);
                Add(now, holder, delta, effects);
            }
            else
            {
                Credit(now, node.Holder, after, effects);
                Discredit(now, holder, before, effects);
            }
        }

        bool zeroChanged = isFirst && before is null != after is null;
        bool overloadChanged = isFirst && before is not null && after is not null && ((before.Header.Flags ^ after.Header.Flags) & LspFlags.Overload) != 0;
        bool topologiesChanged = _isMultiTopology && isFirst && node.RereadTopologies();
        return delta.HasLinks || zeroChanged || overloadChanged || topologiesChanged;
    }

    /// <summary>What an LSP says counts for a holder from now on.</summary>
    public void Credit(Instant now, TopologyNode holder, LspContent? lsp, IIsisEffects effects) =>
        Add(now, holder, LspDelta.Between(null, lsp), effects);

    /// <summary>What an LSP says no longer counts for a holder.</summary>
    public void Discredit(Instant now, TopologyNode holder, LspContent? lsp, IIsisEffects effects) =>
        Drop(now, holder, LspDelta.Between(lsp, null), effects);

    /// <summary>Withdraws what no fragment carries any more.</summary>
    private void Drop(Instant now, TopologyNode holder, LspDelta delta, IIsisEffects effects)
    {
        foreach (LspItem item in delta.Dropped)
        {
            if (item.Prefix is { } prefix)
            {
                _prefixes.Set(holder, prefix.Key, holder.LowestMetric(prefix.Key));
            }
            else if (item.Claim is { } gone)
            {
                Tell(now, holder, gone.Claim.Key, effects);
            }
        }
    }

    private void Add(Instant now, TopologyNode holder, LspDelta delta, IIsisEffects effects)
    {
        foreach (LspItem item in delta.Added)
        {
            if (item.Prefix is { } prefix)
            {
                _prefixes.Set(holder, prefix.Key, holder.LowestMetric(prefix.Key));
            }
            else if (item.Claim is { } claim)
            {
                Tell(now, holder, claim.Claim.Key, effects);
            }
        }
    }

    private static void Tell(Instant now, TopologyNode holder, HostKey key, IIsisEffects effects)
    {
        if (holder.BestClaim(key) is { } best)
        {
            effects.ClaimReceived(now, holder.Id.System, best);
        }
        else
        {
            effects.ClaimWithdrawn(now, holder.Id.System, key);
        }
    }
}
