using System.Text;
using Weft.Model;

namespace Weft.Simulation;

/// <summary>The shape of a fabric of many sites, for measurements: in each site leaves in pods of spines, and two edges that join the sites.</summary>
/// <param name="Sites">Data centres, 1 to 64.</param>
/// <param name="Leaves">Leaves in all, spread evenly.</param>
/// <param name="Spines">Spines in all, spread evenly.</param>
/// <param name="Uplinks">Spines that each leaf is cabled to.</param>
/// <param name="HostsPerLeaf">Hosts of one IPv4 address each, behind one port.</param>
public sealed record LargeFabric(int Sites, int Leaves, int Spines, int Uplinks, int HostsPerLeaf)
{
    /// <summary>The fabric as its file would have it.</summary>
    public string Text()
    {
        StringBuilder text = new($"fabric: large\nsites: [{string.Join(", ", Enumerable.Range(1, Sites).Select(site => $"dc{site}"))}]\nnodes:\n");
        StringBuilder links = new("links:\n");
        StringBuilder hosts = new("hosts:\n");
        StringBuilder ports = new("ports:\n");
        for (int site = 1; site <= Sites; site++)
        {
            AppendSite(site, text, links);
        }

        int host = 0;
        for (int leaf = 1; leaf <= Leaves; leaf++)
        {
            text.Append($"  leaf{leaf}: {{ site: dc{SiteOf(leaf)} }}\n");
            links.Append($"  - leaf{leaf} -- {string.Join(", ", SpinesOf(leaf).Select(spine => $"spine{spine}"))}\n");
            ports.Append($"  leaf{leaf}: {{ swp1: vms, swp2: vms }}\n");
            for (int i = 0; i < HostsPerLeaf; i++)
            {
                host++;
                hosts.Append($"  h{host}: {{ at: \"leaf{leaf}:swp1\", subnet: vms, address: {Address(host)} }}\n");
            }
        }

        for (int site = 2; site <= Sites; site++)
        {
            for (int other = 1; other < site; other++)
            {
                links.Append($"  - edge{(2 * site) - 1} -- edge{(2 * other) - 1}\n  - edge{2 * site} -- edge{2 * other}\n");
            }
        }

        text.Append(links).Append("subnets:\n  vms: { vlan: 10, gateway: [100.64.0.1/10] }\n").Append(ports);
        return (HostsPerLeaf > 0 ? text.Append(hosts) : text).ToString();
    }

    /// <summary>The fabric. Throws <see cref="SimulationException"/> for a shape that is no fabric.</summary>
    public Fabric Build()
    {
        FabricLoad load = FabricFile.Load(Text());
        return load.Fabric ?? throw new SimulationException($"that is no fabric: {string.Join(" / ", load.Faults.Take(3))}");
    }

    private int SpinesPerSite => Spines / Sites;

    private int SiteOf(int leaf) => ((leaf - 1) % Sites) + 1;

    private IEnumerable<int> SpinesOf(int leaf)
    {
        int site = SiteOf(leaf);
        int first = (leaf - 1) / Sites * Uplinks % SpinesPerSite;
        return Enumerable.Range(0, Uplinks).Select(i => ((site - 1) * SpinesPerSite) + ((first + i) % SpinesPerSite) + 1);
    }

    private void AppendSite(int site, StringBuilder text, StringBuilder links)
    {
        string edges = $"edge{(2 * site) - 1}, edge{2 * site}";
        text.Append($"  edge{(2 * site) - 1}: {{ site: dc{site}, role: edge }}\n  edge{2 * site}: {{ site: dc{site}, role: edge }}\n");
        for (int i = 1; i <= SpinesPerSite; i++)
        {
            int spine = ((site - 1) * SpinesPerSite) + i;
            text.Append($"  spine{spine}: {{ site: dc{site}, role: spine }}\n");
            links.Append($"  - spine{spine} -- {edges}\n");
        }
    }

    private static string Address(int host)
    {
        uint bits = 0x6440_0000u + 256u + (uint)host;
        return $"{bits >> 24}.{(bits >> 16) & 255}.{(bits >> 8) & 255}.{bits & 255}";
    }
}
