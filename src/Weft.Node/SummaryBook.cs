using Weft.Model;

namespace Weft.Node;

/// <summary>The summaries that an edge announces: each stands in the kernel as a route that drops, for as long as a subnet within it can be
/// reached. Whatever is there has a longer route, so it drops only what would go round between the fabric and the outside.</summary>
internal sealed class SummaryBook(RoutePolicy policy, NodeTables tables, Wire.AddressFamily? family)
{
    private readonly RouteKey[] _summaries = [.. policy.Summaries.Where(summary => family is null || summary.Prefix.Family == family)];

    /// <summary>Brings the summaries in line with the prefixes that have a route.</summary>
    /// <param name="prefixes">The prefixes known in the fabric, without hosts.</param>
    /// <param name="metricOf">The metric of a prefix's origins.</param>
    public void Update(IReadOnlyDictionary<RouteKey, Wire.SystemId[]> prefixes, Func<Wire.SystemId[], uint> metricOf)
    {
        foreach (RouteKey summary in _summaries)
        {
            if (prefixes.ContainsKey(summary))
            {
                // A subnet of just this prefix is its own summary.
                continue;
            }

            uint best = uint.MaxValue;
            foreach ((RouteKey key, Wire.SystemId[] origins) in prefixes)
            {
                if (key.Vrf == summary.Vrf && summary.Prefix.Contains(key.Prefix) && policy.IsSubnet(key) && tables.Routes.TryGet(key, out _))
                {
                    best = Math.Min(best, metricOf(origins));
                }
            }

            if (best == uint.MaxValue)
            {
                tables.Routes.Remove(summary);
            }
            else
            {
                tables.Routes.Set(summary, new RouteRow(default, best));
            }
        }
    }
}
