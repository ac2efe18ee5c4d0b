using Weft.Model;
using Weft.Wire;
using Weft.Wire.Isis;

namespace Weft.Protocols.Isis;

/// <summary>The prefixes that this node announces for itself and others, at their own metrics. The burden of a drained node comes on top,
/// so that another origin is preferred; the node's loopbacks and hosts are nobody else's and are not among them.</summary>
internal sealed class OwnPrefixes(IsisState state, OwnLspIssuer issuer)
{
    private readonly SortedDictionary<OwnEntryKey, uint> _metrics = [];

    /// <summary>Each prefix and its own metric, in a fixed order.</summary>
    public IEnumerable<KeyValuePair<RouteKey, uint>> Metrics =>
        _metrics.Select(static item => KeyValuePair.Create(new RouteKey(item.Key.Vrf, item.Key.Prefix), item.Value));

    /// <summary>Announces the loopbacks, and the subnets that the plan has this node announce.</summary>
    public void AnnouncePlan()
    {
        foreach (IpAddress loopback in (ReadOnlySpan<IpAddress>)[state.Plan.Node.Loopback4, state.Plan.Node.Loopback6])
        {
            IpPrefix prefix = IpPrefix.Host(loopback);
            issuer.Set(Instant.Zero, OwnEntryKey.ForPrefix(VrfId.Default, prefix), new PrefixReach(prefix, 0, false, false, []));
        }

        foreach (SegmentPlan segment in state.Plan.Segments)
        {
            if (segment.PrefixMetric is uint metric)
            {
                foreach (GatewayAddress gateway in segment.Subnet.Gateways)
                {
                    Set(Instant.Zero, segment.Vrf, gateway.Prefix, metric);
                }
            }
        }
    }

    public void Set(Instant now, VrfId vrf, IpPrefix prefix, uint metric)
    {
        OwnEntryKey key = OwnEntryKey.ForPrefix(vrf, prefix);
        _metrics[key] = metric;
        Announce(now, key, metric);
    }

    public void Remove(Instant now, VrfId vrf, IpPrefix prefix)
    {
        OwnEntryKey key = OwnEntryKey.ForPrefix(vrf, prefix);
        _metrics.Remove(key);
        issuer.Content.Remove(key);
        issuer.Touch(now);
    }

    /// <summary>Announces everything anew: the burden is another.</summary>
    public void Reannounce(Instant now)
    {
        foreach ((OwnEntryKey key, uint metric) in _metrics)
        {
            Announce(now, key, metric);
        }
    }

    private void Announce(Instant now, OwnEntryKey key, uint metric)
    {
        uint raised = (uint)Math.Min((ulong)metric + state.Burden, PrefixReach.MaximumPathMetric);
        issuer.Set(now, key, new PrefixReach(key.Prefix, raised, false, false, []));
    }
}
