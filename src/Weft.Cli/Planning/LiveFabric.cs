using System.Collections.Immutable;
using Weft.Lab;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Cli;

/// <summary>A running fabric as its nodes tell of it by their API. Every table is asked for once.</summary>
internal sealed class LiveFabric
{
    private readonly List<NodeSocket> _sockets;
    private readonly Dictionary<(string Vrf, IpAddress Address), Dictionary<string, ExplainReport>> _explained = [];
    private readonly SortedSet<string> _silent = new(StringComparer.Ordinal);
    private readonly bool _isLab;
    private ImmutableArray<NeighborReport>? _neighbors;

    private LiveFabric(Fabric fabric, List<NodeSocket> sockets, bool isLab)
    {
        Fabric = fabric;
        _sockets = sockets;
        _isLab = isLab;
        Hosts = [.. Ask(new ApiRequest { Get = ApiFormat.Hosts }).SelectMany(report => report.Hosts ?? []).Where(host => host.At == host.Node)];
        Statuses = [.. Ask(new ApiRequest { Get = ApiFormat.Status }).Select(report => report.Status).OfType<StatusReport>()];
    }

    /// <summary>The fabric as its file has it.</summary>
    public Fabric Fabric { get; }

    /// <summary>Hosts, told by the leaf that each is attached to.</summary>
    public ImmutableArray<HostReport> Hosts { get; }

    /// <summary>How the nodes are.</summary>
    public ImmutableArray<StatusReport> Statuses { get; }

    /// <summary>Adjacencies of all nodes.</summary>
    public ImmutableArray<NeighborReport> Neighbors => _neighbors ??= [.. Ask(new ApiRequest { Get = ApiFormat.Neighbors }).SelectMany(report => report.Neighbors ?? [])];

    /// <summary>Nodes of the fabric that did not answer, or do not run here.</summary>
    public IReadOnlyCollection<string> Silent => _silent;

    /// <summary>Asks the nodes of a fabric that run here; null after a sentence on standard error when none does.</summary>
    public static LiveFabric? Ask(Fabric fabric)
    {
        string[] nodes = [.. fabric.Nodes.Select(node => node.Name)];
        bool isLab = InventoryStore.Load(fabric.Name) is { Owner.IsAlive: true };
        List<NodeSocket> sockets = NodeDirectory.All().FindAll(socket => nodes.Contains(socket.Node) && (!isLab || NodeDirectory.IsNamed || Path.GetDirectoryName(socket.Path) == LabPaths.Lab(fabric.Name)));
        LiveFabric live = new(fabric, sockets, isLab);
        foreach (string node in nodes.Where(node => sockets.TrueForAll(socket => socket.Node != node)))
        {
            live._silent.Add(node);
        }

        if (live.Statuses.IsEmpty)
        {
            Console.Error.WriteLine($"weft path: no node of {fabric.Name} runs here; weft lab up brings them up, and without --live the file is asked");
            return null;
        }

        return live;
    }

    /// <summary>What a node does with a packet for an address; null when it does not answer.</summary>
    public ExplainReport? Explain(string node, string vrf, IpAddress address)
    {
        if (!_explained.TryGetValue((vrf, address), out Dictionary<string, ExplainReport>? rows))
        {
            rows = [];
            foreach (ExplainReport row in Ask(new ApiRequest { Get = ApiFormat.Explain, Address = address.ToString(), Vrf = vrf }).SelectMany(report => report.Explanations ?? []))
            {
                rows[row.Node] = row;
            }

            _explained.Add((vrf, address), rows);
        }

        return rows.GetValueOrDefault(node);
    }

    /// <summary>The leaf port that a host is attached to by one of its addresses; null when no node has it.</summary>
    public HostReport? Attached(string host, IpAddress address) =>
        Hosts.FirstOrDefault(row => row.Name == host && row.Port is not null && IpAddress.Parse(row.Address) == address);

    /// <summary>
    /// The route by which a router outside sends to an address, and the edges that it leads to, as the router's kernel has it. Null where nobody can look: it runs
    /// no daemon of Weft, so it can be asked in a lab only, by root.
    /// </summary>
    public (IpPrefix Prefix, ImmutableArray<string> Edges)? RouteOf(OutsideRouter router, IpAddress address)
    {
        if (!_isLab || !Environment.IsPrivilegedProcess || !NetworkNamespace.Exists(router.Name))
        {
            return null;
        }

        NodeRoutes routes = NodeRoutes.Read(router);
        return KernelRoutes.Lookup(routes.Routes, address) is { } route ? (route.Prefix, routes.NextFor(address)) : (default, []);
    }

    private List<NodeReport> Ask(ApiRequest request)
    {
        ShowAnswers answers = ShowAnswers.Ask(_sockets, request);
        answers.Silent.ForEach(node => _silent.Add(node));
        answers.Reports.Sort(static (a, b) => string.CompareOrdinal(a.Node, b.Node));
        return answers.Reports;
    }
}
