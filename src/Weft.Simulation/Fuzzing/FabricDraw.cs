using System.Collections.Immutable;
using System.Text;
using Weft.Model;
using Weft.Stories;

namespace Weft.Simulation;

/// <summary>Draws a fabric: sites in a ring or a chain, leaves, spines and edges, subnets routed and bridged, in two VRFs, ports that trust moves or verify them, timers.</summary>
internal sealed class FabricDraw(Dice dice, Dice leases)
{
    private const string Server = "10.9.0.10";

    private readonly bool _hasLeases = leases.OnceIn(3);
    private readonly List<string> _nodes = [];
    private readonly List<string> _links = [];
    private readonly List<(string Name, int Site)> _leaves = [];
    private readonly List<(string Name, int Site)> _edges = [];
    private readonly List<LinkEnd> _trunks = [];
    private readonly List<LinkEnd> _desks = [];
    private int _sites;
    private int _spines;
    private bool _isBridged;
    private string _serverLeaf = "";

    /// <summary>Ports that carry every routed subnet.</summary>
    public IReadOnlyList<LinkEnd> Trunks => _trunks;

    /// <summary>Ports of hosts in the subnet web.</summary>
    public IReadOnlyList<LinkEnd> Desks => _desks;

    /// <summary>Who has its address from a DHCP server; null where nobody has.</summary>
    public DrawnLeases? Leases { get; private set; }

    public FuzzFabric Draw(ulong seed)
    {
        DrawSites();
        string name = $"fuzz-{seed}";
        StringBuilder text = new($"fabric: {name}\nsites: [{string.Join(", ", Enumerable.Range(1, _sites).Select(site => $"s{site}"))}]\nvrfs: [blue]\n");
        text.Append($"bfd: {dice.Pick(["interconnects", "interconnects", "all", "none"])}\n");
        text.Append(Timers());
        text.Append("nodes:\n").AppendJoin("", _nodes).Append("links:\n").AppendJoin("", _links);
        text.Append(Subnets()).Append(Ports());
        if (_edges.Count > 0 && dice.OnceIn(2))
        {
            text.Append($"outside:\n  core: {{ as: 65100, edges: [{string.Join(", ", _edges.Select(edge => edge.Name))}], clients: {{ ext: {{}} }} }}\n");
        }

        ImmutableArray<FuzzHost> hosts = DrawHosts();
        FuzzHost? server = _hasLeases ? new FuzzHost("srv", "servers", new LinkEnd(_serverLeaf, "swp9"), "02:57:46:00:09:01", Server) : null;
        if (dice.OnceIn(4))
        {
            text.Append(Limits(server is null ? hosts : hosts.Add(server)));
        }

        Leases = server is null ? null : DrawLeases(server, hosts);
        return new FuzzFabric(name, text.ToString(), hosts) { Server = server };
    }

    /// <summary>Limits that the hosts keep where they start, and may not keep where they go. Each has a link-local address beside its own.</summary>
    private string Limits(ImmutableArray<FuzzHost> hosts)
    {
        int perNode = hosts.GroupBy(host => host.At.Node).Max(group => group.Sum(AddressesOf)) + dice.Between(0, 4);
        int perPort = Math.Min(perNode, hosts.GroupBy(host => host.At).Max(group => group.Sum(AddressesOf)) + dice.Between(0, 3));
        int macsPerPort = hosts.GroupBy(host => host.At).Max(group => group.Count()) + dice.Between(0, 1);
        int perMac = hosts.Max(AddressesOf) + dice.Between(0, 1);
        return $"limits: {{ hosts-per-node: {perNode}, hosts-per-port: {perPort}, macs-per-port: {macsPerPort}, addresses-per-mac: {perMac} }}\n";
    }

    /// <summary>Hosts with an IPv4 address only, in the subnet web, have it from the server; some of them never renew it.</summary>
    private DrawnLeases DrawLeases(FuzzHost server, ImmutableArray<FuzzHost> hosts)
    {
        string[] clients = [.. hosts.Where(host => host.Subnet == "web" && !host.Addresses.Contains(',', StringComparison.Ordinal)).Select(host => host.Name)];
        return new DrawnLeases(
            server.Name, [.. clients], [.. clients.Where(_ => leases.OnceIn(3))], TimeSpan.FromSeconds(leases.Pick([10, 10, 20, 60])));
    }

    private static int AddressesOf(FuzzHost host) => host.Addresses.Split(',').Length + 1;

    private void DrawSites()
    {
        _sites = dice.Pick([1, 1, 2, 2, 2, 3]);
        _isBridged = dice.OnceIn(3);
        for (int site = 1; site <= _sites; site++)
        {
            DrawSite(site, dice.Between(site == 1 ? 2 : 1, _sites == 3 ? 2 : 3), dice.Between(0, 2));
        }

        for (int i = 1; i < _edges.Count; i++)
        {
            AddInterconnect(_edges[i - 1].Name, _edges[i].Name);
        }

        if (_sites == 3 && dice.OnceIn(2))
        {
            AddInterconnect(_edges[0].Name, _edges[2].Name);
        }
    }

    private void DrawSite(int site, int leaves, int spines)
    {
        string[] own = [.. Enumerable.Range(_leaves.Count + 1, leaves).Select(number => $"leaf{number}")];
        string[] middle = [.. Enumerable.Range(_spines + 1, spines).Select(number => $"spine{number}")];
        bool hasEdge = _sites > 1 || spines == 0 || dice.OnceIn(2);
        string edge = $"edge{_edges.Count + 1}";
        foreach (string leaf in own)
        {
            _leaves.Add((leaf, site));
            _nodes.Add($"  {leaf}: {{ site: s{site} }}\n");
        }

        foreach (string spine in middle)
        {
            _spines++;
            _nodes.Add($"  {spine}: {{ site: s{site}, role: spine }}\n");
        }

        if (hasEdge)
        {
            _edges.Add((edge, site));
            _nodes.Add($"  {edge}: {{ site: s{site}, role: edge }}\n");
        }

        AddLinks(own, middle, hasEdge ? edge : null);
        if (_isBridged && site == 1)
        {
            for (int i = 1; i < own.Length; i++)
            {
                _links.Add($"  - {{ ends: {own[i - 1]} -- {own[i]}, bridge: [lan] }}\n");
            }
        }
    }

    private void AddLinks(string[] leaves, string[] spines, string? edge)
    {
        foreach (string leaf in leaves)
        {
            foreach (string above in spines.Length > 0 ? spines : [edge!])
            {
                string metric = dice.OnceIn(4) ? $", metric: {dice.Between(5, 40)}" : "";
                _links.Add($"  - {{ ends: {leaf} -- {above}{metric} }}\n");
            }
        }

        if (edge is not null)
        {
            foreach (string spine in spines)
            {
                _links.Add($"  - {spine} -- {edge}\n");
            }
        }
    }

    private void AddInterconnect(string a, string b) => _links.Add($"  - {a} -- {b}\n");

    private string Timers()
    {
        string idle = dice.Pick(["2s", "5s", "20s", "60s"]);
        string hello = dice.Pick(["1s", "1s", "300ms"]);
        string probe = dice.Pick(["1s", "200ms"]);
        string hold = dice.Pick(["500ms", "0ms"]);
        string again = dice.Pick(["5s", "1s"]);
        return $"timers: {{ host-idle: {idle}, hello-interval: {hello}, probe-interval: {probe}, link-down-hold: {hold}, lsp-retransmit: {again} }}\n";
    }

    private string Subnets()
    {
        string home = dice.OnceIn(3) ? ", home: s1, backup: all" : "";
        string lan = _isBridged ? "  lan: { vlan: 40, gateway: 10.4.0.1/24, sites: [s1], scope: bridged }\n" : "";
        string servers = _hasLeases ? "  servers: { vlan: 90, gateway: 10.9.0.1/24 }\n" : "";
        string relayed = _hasLeases ? $", dhcp: {Server}" : "";
        return "subnets:\n"
            + $"  web: {{ vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64]{home}{relayed} }}\n"
            + "  db: { vlan: 20, gateway: 10.2.0.1/24 }\n"
            + "  red: { vlan: 30, gateway: [10.1.0.1/24, 2001:db8:1::1/64], vrf: blue }\n"
            + lan + servers;
    }

    private string Ports()
    {
        string common = dice.Pick(["trusted", "trusted", "verified", "mixed"]);
        StringBuilder text = new("ports:\n");
        _serverLeaf = leases.Pick(_leaves).Name;
        foreach ((string leaf, int site) in _leaves)
        {
            string trust = common == "mixed" ? dice.Pick(["trusted", "verified"]) : common;
            string lan = _isBridged && site == 1 ? ", lan" : "";
            text.Append($"  {leaf}:\n");
            text.Append($"    swp1: {{ trunk: [web, db, red{lan}], moves: {trust}{Guard()} }}\n");
            text.Append($"    swp2: {{ trunk: [web, db, red], moves: {trust}{Guard()} }}\n");
            text.Append($"    swp3: {{ access: web, moves: verified{Guard()} }}\n");
            text.Append(_hasLeases && leaf == _serverLeaf ? "    swp9: { access: servers, moves: verified, dhcp: server }\n" : "");
            _trunks.Add(new LinkEnd(leaf, "swp1"));
            _trunks.Add(new LinkEnd(leaf, "swp2"));
            _desks.Add(new LinkEnd(leaf, "swp3"));
        }

        return text.ToString();
    }

    /// <summary>Whom a port believes, whatever its moves; without a word the guard that goes with them. All hosts are listed, so that each is admitted everywhere.</summary>
    private string Guard() => dice.Pick(
    [
        "", "", ", guard: trusted", ", guard: first-come", ", guard: first-come", ", guard: strict", ", guard: strict", ", guard: strict", ", guard: strict, monitor: true",
    ]);

    private ImmutableArray<FuzzHost> DrawHosts()
    {
        int count = dice.Between(3, 8);
        ImmutableArray<FuzzHost>.Builder hosts = ImmutableArray.CreateBuilder<FuzzHost>();
        for (int i = 1; i <= count; i++)
        {
            string subnet = dice.Pick(["web", "web", "web", "db", "red", _isBridged ? "lan" : "web"]);
            LinkEnd at = subnet == "lan" ? dice.Pick([.. _trunks.Where(port => port.Port == "swp1" && SiteOf(port.Node) == 1)])
                : subnet == "web" && dice.OnceIn(4) ? dice.Pick(_desks)
                : dice.Pick(_trunks);
            string addresses = subnet switch
            {
                "db" => $"10.2.0.{10 + i}",
                "lan" => $"10.4.0.{10 + i}",
                "web" when _hasLeases && leases.OnceIn(2) => $"10.1.0.{10 + i}",
                _ => $"10.1.0.{10 + i}, \"2001:db8:1::{10 + i}\"",
            };
            hosts.Add(new FuzzHost($"vm-{i}", subnet, at, $"02:57:46:00:01:{i:x2}", addresses));
        }

        return hosts.ToImmutable();
    }

    private int SiteOf(string leaf) => _leaves.Find(item => item.Name == leaf).Site;
}
