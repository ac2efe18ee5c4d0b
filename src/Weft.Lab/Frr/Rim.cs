using Weft.Model;

namespace Weft.Lab;

/// <summary>The routing daemons of a lab: those of its edges and of the routers outside.</summary>
public sealed class Rim(Fabric fabric, LabOptions options, CommandRunner commands)
{
    private readonly List<FrrDaemons> _routers = [];

    /// <summary>BGP sessions that the fabric file asks for, counted at the outside routers.</summary>
    public int SessionCount => fabric.Outside.Sum(router => router.Sessions.Sum(session => session.EdgeAddresses.Length));

    /// <summary>Starts the daemons of outside routers and of the edges that peer with them.</summary>
    public void Start()
    {
        List<(string Name, string Config)> wanted = [];
        foreach (FabricNode node in fabric.Nodes)
        {
            if (FrrConfig.Edge(fabric, node) is string config)
            {
                wanted.Add((node.Name, config));
            }
        }

        wanted.AddRange(fabric.Outside.Select(router => (router.Name, FrrConfig.Outside(fabric, router))));
        _routers.AddRange(wanted.Select(item => FrrDaemons.StartZebra(fabric.Name, item.Name, options.Output, commands)));
        for (int i = 0; i < wanted.Count; i++)
        {
            _routers[i].StartBgp(wanted[i].Config, options.Patience);
        }
    }

    /// <summary>Sessions that are not established, as "edge1 - 192.0.2.1"; empty when all are.</summary>
    public IReadOnlyList<string> MissingSessions()
    {
        List<string> missing = [];
        foreach (FrrDaemons router in _routers)
        {
            missing.AddRange(router.MissingSessions() is { } peers ? peers.Select(peer => $"{router.Name} - {peer}") : [$"{router.Name} (bgpd does not answer)"]);
        }

        return missing;
    }

    /// <summary>Waits until every BGP session is established; throws with the sessions that are not.</summary>
    public void WaitForSessions()
    {
        IReadOnlyList<string> missing = [];
        if (!Wait.Until(() => (missing = MissingSessions()).Count == 0, options.Patience))
        {
            throw new LabException($"no BGP session after {options.Patience.TotalSeconds:0} s: {string.Join(", ", missing)}; logs in {options.Output}");
        }
    }

    /// <summary>The routing daemons of an edge or outside router. Throws when there are none.</summary>
    public FrrDaemons Router(string name) =>
        _routers.FirstOrDefault(router => router.Name == name) ?? throw new LabException($"{name} runs no routing daemons");
}
