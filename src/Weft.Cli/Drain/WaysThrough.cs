using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Cli;

/// <summary>Finds out from the other nodes' shortest paths who still goes through a node although there is another way.</summary>
/// <param name="drain">What the node itself says.</param>
/// <param name="paths">The shortest paths of the others.</param>
/// <param name="prefixes">The prefixes as the others see them.</param>
internal sealed class WaysThrough(DrainReport drain, IEnumerable<SpfReport> paths, IEnumerable<IsisRouteReport> prefixes)
{
    private readonly ILookup<(string From, string To), string> _next = paths
        .SelectMany(static path => path.NextHops, static (path, hop) => (path.Node, path.To, hop.Neighbor))
        .Where(static hop => hop.Neighbor is not null)
        .ToLookup(static hop => (hop.Node, hop.To), static hop => hop.Neighbor!);

    /// <summary>The nodes, sorted.</summary>
    public ImmutableArray<string> Nodes()
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        foreach (string to in _next.Select(static group => group.Key.To).Where(to => to != drain.Node).Distinct())
        {
            Dictionary<string, bool> known = [];
            found.UnionWith(_next.Select(static group => group.Key).Where(pair => pair.To == to && pair.From != drain.Node)
                .Select(static pair => pair.From)
                .Where(from => PartOf(from) == PartOf(to) && LeadsThrough(from, to, known)));
        }

        found.UnionWith(prefixes
            .Where(row => row.Origins.Contains(drain.Node) && row.Origins.Length + row.OtherOrigins.Length > 1 && HasOrigin(row))
            .Select(static row => row.Node));
        return [.. found.Where(node => node != drain.Node)];
    }

    /// <summary>Another origin of a prefix on the same side.</summary>
    private bool HasOrigin(IsisRouteReport row) =>
        row.Origins.Concat(row.OtherOrigins).Any(origin => origin != drain.Node && PartOf(origin) == PartOf(row.Node));

    private bool LeadsThrough(string from, string to, Dictionary<string, bool> known)
    {
        if (from == drain.Node)
        {
            return true;
        }

        if (known.TryGetValue(from, out bool leads))
        {
            return leads;
        }

        // Circles end here, too.
        known[from] = false;
        return known[from] = from != to && _next[(from, to)].Any(next => LeadsThrough(next, to, known));
    }

    private int PartOf(string node)
    {
        for (int i = 0; i < drain.CutOff.Length; i++)
        {
            if (drain.CutOff[i].Contains(node))
            {
                return i + 1;
            }
        }

        return 0;
    }
}
