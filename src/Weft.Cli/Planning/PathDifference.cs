using Weft.Model;
using Weft.Simulation;

namespace Weft.Cli;

/// <summary>Where a living fabric leads otherwise than its file would have it, and what of the fabric is not as the file has it.</summary>
internal static class PathDifference
{
    /// <summary>True when both lead by the same nodes to the same end.</summary>
    public static bool IsSame(PathReport live, PathReport forecast) => live.Minimal() == forecast.Minimal();

    /// <summary>Why a way is another one, as far as the tables tell: hosts elsewhere, links without a neighbour, nodes that give way or do not answer.</summary>
    public static IEnumerable<string> Reasons(LiveFabric live, PathReport way, PathReport forecast)
    {
        foreach (string name in new[] { way.From, way.To })
        {
            if (live.Fabric.FindHost(name) is { At: LinkEnd home } && PlaceOf(live, name) is LinkEnd now && now != home)
            {
                yield return $"{name} is at {now}, the file has it at {home}";
            }
        }

        string[] expected = [.. forecast.Hops.Select(hop => hop.Node)];
        foreach (string node in expected)
        {
            if (live.Silent.Contains(node))
            {
                yield return $"{node} does not answer";
            }
            else if (live.Statuses.FirstOrDefault(status => status.Node == node) is { Drain: not "serving" } status)
            {
                yield return $"{node} is {status.Drain}";
            }
        }

        foreach (PathHop hop in forecast.Hops)
        {
            if (hop.Out is not null && live.Neighbors.FirstOrDefault(row => row.Node == hop.Node && row.Port == hop.Out) is { State: not "up" } row)
            {
                yield return $"{hop.Node} has no neighbour at {hop.Out}";
            }
        }
    }

    /// <summary>Where the leaves have a host; null when none has, or more than one.</summary>
    private static LinkEnd? PlaceOf(LiveFabric live, string host)
    {
        LinkEnd[] places = [.. live.Hosts.Where(row => row.Name == host && row.Port is not null).Select(row => new LinkEnd(row.Node, row.Port!)).Distinct()];
        return places is [LinkEnd only] ? only : null;
    }
}
