using System.Runtime.InteropServices;
using Weft.Model;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>Compares two versions of one fragment entry by entry and tells what changed: claims to the sink, prefixes to the prefix
/// table, links to whoever runs the shortest paths. A host that comes, goes or moves touches nothing but itself.</summary>
internal sealed class ReachTracker
{
    private readonly bool _isMultiTopology;
    private readonly Topology _topology;
    private readonly PrefixTable _prefixes;
    private readonly List<ReachEntry> _old = [];
    private readonly List<ReachEntry> _new = [];
    private readonly List<ReachEntry> _scan = [];
    private readonly bool[] _oldMatched = new bool[IsisFrame.MaximumPduLength];
    private readonly bool[] _newMatched = new bool[IsisFrame.MaximumPduLength];
    private readonly AliasTracker _aliases;

    public ReachTracker(IsisState state, Topology topology, PrefixTable prefixes)
    {
        _isMultiTopology = state.IsMultiTopology;
        _topology = topology;
        _prefixes = prefixes;
        _aliases = new AliasTracker(topology, this);
    }

    /// <summary>Follows a change of a record; <paramref name="before"/> are its live octets before, empty when it had none.
    /// Returns whether the graph itself changed.</summary>
    public bool Apply(Instant now, LspRecord record, ReadOnlySpan<byte> before, IIsisEffects effects)
    {
        TopologyNode node = _topology.GetOrAdd(record.Id.Node);
        ReadOnlySpan<byte> after = record.LiveOctets;
        node.Follow(record);
        Compare(before, after);
        bool linksChanged = HasUnmatchedLink();
        if (linksChanged)
        {
            node.RebuildLinks();
        }

        bool isFirst = record.Id.Fragment == 0;
        if (!node.Id.IsPseudonode)
        {
            TopologyNode holder = node.Holder;
            if (isFirst || linksChanged)
            {
                // It may credit the entries of others in between.
                _aliases.Follow(now, node, record, effects);
                Compare(before, after);
            }

            Report(now, holder, node.Holder, before, after, effects);
        }

        bool zeroChanged = isFirst && before.IsEmpty != after.IsEmpty;
        bool overloadChanged = isFirst && !zeroChanged && ((before[LspHeader.Length - 1] ^ after[LspHeader.Length - 1]) & (byte)LspFlags.Overload) != 0;
        bool topologiesChanged = _isMultiTopology && isFirst && node.RereadTopologies();
        return linksChanged || zeroChanged || overloadChanged || topologiesChanged;
    }

    private void Report(
        Instant now, TopologyNode oldHolder, TopologyNode holder, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, IIsisEffects effects)
    {
        if (holder != oldHolder)
        {
            Credit(now, holder, after, effects);
            Discredit(now, oldHolder, before, effects);
            return;
        }

        CountNew(holder, after);
        DropOld(now, holder, before, after, effects);
        ReportNew(now, holder, after, effects);
    }

    /// <summary>What an LSP says counts for a holder from now on.</summary>
    public void Credit(Instant now, TopologyNode holder, ReadOnlySpan<byte> lsp, IIsisEffects effects)
    {
        Compare(default, lsp);
        CountNew(holder, lsp);
        ReportNew(now, holder, lsp, effects);
    }

    /// <summary>What an LSP says no longer counts for a holder.</summary>
    public void Discredit(Instant now, TopologyNode holder, ReadOnlySpan<byte> lsp, IIsisEffects effects)
    {
        Compare(lsp, default);
        DropOld(now, holder, lsp, default, effects);
    }

    /// <summary>Reads both and pairs equal entries. Versions of one fragment mostly differ in one place, so equal beginnings and ends go first.</summary>
    private void Compare(ReadOnlySpan<byte> before, ReadOnlySpan<byte> after)
    {
        ReachReader.Read(before, _isMultiTopology, _old);
        ReachReader.Read(after, _isMultiTopology, _new);
        _oldMatched.AsSpan(0, _old.Count).Clear();
        _newMatched.AsSpan(0, _new.Count).Clear();
        int start = 0;
        while (start < _old.Count && start < _new.Count && _old[start].Matches(before, _new[start], after))
        {
            _oldMatched[start] = _newMatched[start] = true;
            start++;
        }

        int oldEnd = _old.Count;
        int newEnd = _new.Count;
        while (oldEnd > start && newEnd > start && _old[oldEnd - 1].Matches(before, _new[newEnd - 1], after))
        {
            oldEnd--;
            newEnd--;
            _oldMatched[oldEnd] = _newMatched[newEnd] = true;
        }

        for (int i = start; i < newEnd; i++)
        {
            for (int j = start; j < oldEnd; j++)
            {
                if (!_oldMatched[j] && _old[j].Matches(before, _new[i], after))
                {
                    _oldMatched[j] = _newMatched[i] = true;
                    break;
                }
            }
        }
    }

    private bool HasUnmatchedLink()
    {
        for (int i = 0; i < _new.Count; i++)
        {
            if (_new[i].IsLink && !_newMatched[i])
            {
                return true;
            }
        }

        for (int i = 0; i < _old.Count; i++)
        {
            if (_old[i].IsLink && !_oldMatched[i])
            {
                return true;
            }
        }

        return false;
    }

    private void CountNew(TopologyNode node, ReadOnlySpan<byte> after)
    {
        for (int i = 0; i < _new.Count; i++)
        {
            if (_newMatched[i] || _new[i].IsLink)
            {
                continue;
            }

            PrefixReach reach = ReachReader.PrefixOf(_new[i], after);
            if (ClaimCodec.TryRead(_new[i].Vrf, reach, out HostClaim claim))
            {
                node.Claims.Slot(claim.Key, out _)++;
            }
            else
            {
                CollectionsMarshal.GetValueRefOrAddDefault(node.Prefixes, new RouteKey(_new[i].Vrf, reach.Prefix), out _)++;
            }
        }
    }

    /// <summary>Takes away what is gone; withdraws what nothing carries any more. An entry that changed is in both lists and stays.</summary>
    private void DropOld(Instant now, TopologyNode node, ReadOnlySpan<byte> before, ReadOnlySpan<byte> after, IIsisEffects effects)
    {
        for (int i = 0; i < _old.Count; i++)
        {
            if (_oldMatched[i] || _old[i].IsLink)
            {
                continue;
            }

            PrefixReach reach = ReachReader.PrefixOf(_old[i], before);
            bool isClaim = ClaimCodec.TryRead(_old[i].Vrf, reach, out HostClaim claim);
            RouteKey key = new(_old[i].Vrf, reach.Prefix);
            bool isGone = isClaim ? CountDown(node.Claims, claim.Key) : CountDown(node.Prefixes, key);
            if (!isGone && IsAmongNew(key, isClaim, after))
            {
                continue;
            }

            if (!isClaim)
            {
                _prefixes.Set(node, key, isGone ? null : LowestMetric(node, key));
            }
            else if (isGone)
            {
                effects.ClaimWithdrawn(now, node.Id.System, claim.Key);
            }
            else
            {
                ReportBestClaim(now, node, claim.Key, effects);
            }
        }
    }

    private void ReportNew(Instant now, TopologyNode node, ReadOnlySpan<byte> after, IIsisEffects effects)
    {
        for (int i = 0; i < _new.Count; i++)
        {
            if (_newMatched[i] || _new[i].IsLink)
            {
                continue;
            }

            PrefixReach reach = ReachReader.PrefixOf(_new[i], after);
            RouteKey key = new(_new[i].Vrf, reach.Prefix);
            if (!ClaimCodec.TryRead(_new[i].Vrf, reach, out HostClaim claim))
            {
                uint? metric = reach.Metric <= PrefixReach.MaximumPathMetric ? reach.Metric : null;
                _prefixes.Set(node, key, node.Prefixes[key] == 1 ? metric : LowestMetric(node, key));
            }
            else if (node.Claims[claim.Key] == 1)
            {
                effects.ClaimReceived(now, node.Id.System, claim);
            }
            else
            {
                ReportBestClaim(now, node, claim.Key, effects);
            }
        }
    }

    private bool IsAmongNew(RouteKey key, bool isClaim, ReadOnlySpan<byte> after)
    {
        for (int i = 0; i < _new.Count; i++)
        {
            if (_newMatched[i] || _new[i].IsLink || _new[i].Vrf != key.Vrf)
            {
                continue;
            }

            PrefixReach reach = ReachReader.PrefixOf(_new[i], after);
            if (reach.Prefix == key.Prefix && ClaimCodec.TryRead(key.Vrf, reach, out _) == isClaim)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One address, several entries: the highest epoch counts, then the lowest fragment.</summary>
    private void ReportBestClaim(Instant now, TopologyNode node, HostKey key, IIsisEffects effects)
    {
        HostClaim? best = null;
        foreach (LspRecord record in node.HeldFragments)
        {
            ReachReader.Read(record.Octets, _isMultiTopology, _scan);
            foreach (ReachEntry entry in _scan)
            {
                if (!entry.IsLink
                    && ClaimCodec.TryRead(entry.Vrf, ReachReader.PrefixOf(entry, record.Octets), out HostClaim claim)
                    && claim.Key == key
                    && (best is not HostClaim other || claim.Epoch > other.Epoch))
                {
                    best = claim;
                }
            }
        }

        if (best is HostClaim found)
        {
            effects.ClaimReceived(now, node.Id.System, found);
        }
    }

    /// <summary>One prefix, several entries: the lowest metric counts. Metrics above the limit make an entry void (RFC 5305 section 4).</summary>
    private uint? LowestMetric(TopologyNode node, RouteKey key)
    {
        uint? lowest = null;
        foreach (LspRecord record in node.HeldFragments)
        {
            ReachReader.Read(record.Octets, _isMultiTopology, _scan);
            foreach (ReachEntry entry in _scan)
            {
                if (entry.IsLink || entry.Vrf != key.Vrf)
                {
                    continue;
                }

                PrefixReach reach = ReachReader.PrefixOf(entry, record.Octets);
                bool counts = reach.Prefix == key.Prefix
                    && reach.Metric <= PrefixReach.MaximumPathMetric
                    && !ClaimCodec.TryRead(entry.Vrf, reach, out _);
                if (counts && (lowest is null || reach.Metric < lowest))
                {
                    lowest = reach.Metric;
                }
            }
        }

        return lowest;
    }

    private static bool CountDown(PagedDictionary<HostKey, int> counts, HostKey key)
    {
        if (--counts.Slot(key, out _) > 0)
        {
            return false;
        }

        counts.Remove(key);
        return true;
    }

    private static bool CountDown<TKey>(Dictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        ref int count = ref CollectionsMarshal.GetValueRefOrNullRef(counts, key);
        if (--count > 0)
        {
            return false;
        }

        counts.Remove(key);
        return true;
    }
}
