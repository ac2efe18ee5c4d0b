using Weft.Model;

namespace Weft.Report;

/// <summary>The fabric in words: the twin of its picture.</summary>
internal static class FabricTable
{
    private const int MostNodes = 200;
    private const int MostHosts = 12;

    public static void Write(MarkupWriter page, Fabric fabric)
    {
        page.Open("details").Element("summary", "The same as a table");
        PageTable table = new(page, $"Nodes of {fabric.Name}, what they are cabled to, and the hosts at home there", "node", "site", "role", "cabled to", "hosts");
        foreach (FabricNode node in fabric.Nodes.Take(MostNodes))
        {
            string[] peers = [.. node.Ports.Where(port => port.Peer is not null).Select(port => port.Peer!).Distinct()];
            string[] hosts = [.. fabric.Hosts.Where(host => host.At?.Node == node.Name).Select(host => $"{host.Name} ({host.At?.Port})")];
            string more = hosts.Length > MostHosts ? $" and {hosts.Length - MostHosts} more" : string.Empty;
            table.Row(string.Empty, node.Name, node.Site.Name, node.Role.ToString().ToLowerInvariant(), string.Join(", ", peers), hosts.Length == 0 ? "–" : string.Join(", ", hosts.Take(MostHosts)) + more);
        }

        table.Close();
        if (fabric.Nodes.Length > MostNodes)
        {
            page.Element("p", $"and {fabric.Nodes.Length - MostNodes} nodes more", ("class", "soft"));
        }

        page.Close().Line();
    }
}
