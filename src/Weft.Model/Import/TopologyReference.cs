using System.Text;

namespace Weft.Model;

/// <summary>Writes the tables of the keys that <c>weft import</c> knows, in Markdown, from the same rows that the readers use.</summary>
public static class TopologyReference
{
    private static readonly (TopologyPlace Place, string Title)[] _sections =
    [
        (TopologyPlace.NetlabFile, "netlab: the topology"),
        (TopologyPlace.NetlabNode, "netlab: a node"),
        (TopologyPlace.NetlabGroup, "netlab: a group"),
        (TopologyPlace.NetlabLink, "netlab: a link"),
        (TopologyPlace.NetlabInterface, "netlab: an interface of a link"),
        (TopologyPlace.NetlabLinkVlan, "netlab: `vlan` of a link or an interface"),
        (TopologyPlace.NetlabVlan, "netlab: a VLAN"),
        (TopologyPlace.NetlabVrf, "netlab: a VRF"),
        (TopologyPlace.NetlabPrefix, "netlab: a prefix"),
        (TopologyPlace.NetlabPool, "netlab: an address pool"),
        (TopologyPlace.NetlabGateway, "netlab: `gateway` of a link or a VLAN"),
        (TopologyPlace.ContainerlabFile, "containerlab: the file"),
        (TopologyPlace.ContainerlabTopology, "containerlab: `topology`"),
        (TopologyPlace.ContainerlabNode, "containerlab: a node, a kind, a group, the defaults"),
        (TopologyPlace.ContainerlabLink, "containerlab: a link"),
        (TopologyPlace.ContainerlabEndpoint, "containerlab: an endpoint"),
    ];

    /// <summary>A heading and a table for each kind of mapping.</summary>
    public static string Write()
    {
        StringBuilder page = new();
        foreach ((TopologyPlace place, string title) in _sections)
        {
            page.Append($"\n### {title}\n\n| Key | Outcome | What it becomes, or why not |\n|---|---|---|\n");
            foreach (IGrouping<(TopologyNoteKind?, string), TopologyKey> rows in TopologyKeys.All.Where(key => key.Place == place).GroupBy(key => (key.Outcome, key.Text)))
            {
                page.Append($"| {string.Join(", ", rows.Select(key => $"`{key.Name}`"))} | {Word(rows.Key.Item1)} | {rows.Key.Item2} |\n");
            }
        }

        return page.ToString();
    }

    private static string Word(TopologyNoteKind? outcome) => outcome is { } kind ? kind.ToString().ToLowerInvariant() : "taken over";
}
