using Weft.Linux;
using Weft.Model;

namespace Weft.Lab;

/// <summary>A fabric as namespaces, cables, real hosts and real daemons on this machine's own kernel. Needs root.</summary>
public sealed class NativeLab : IDisposable
{
    private readonly CommandRunner _commands;
    private readonly LabInventory _inventory;
    private readonly List<FrrDaemons> _routers = [];
    private bool _isDown;

    private NativeLab(LabTopology topology, LabOptions options, CommandRunner commands, LabInventory inventory)
    {
        Topology = topology;
        Options = options;
        _commands = commands;
        _inventory = inventory;
        Switchyard = new Switchyard(topology, commands);
    }

    public LabTopology Topology { get; }

    public LabOptions Options { get; }

    public Switchyard Switchyard { get; }

    public string Name => Topology.Fabric.Name;

    /// <summary>
    /// Builds namespaces and cables and gives hosts and outside routers their addresses. What an ended lab of the same name left
    /// behind is removed first. Throws <see cref="LabException"/>, leaving nothing, when it cannot be done.
    /// </summary>
    public static NativeLab Up(Fabric fabric, LabOptions options)
    {
        LabTopology topology = LabTopologyBuilder.Build(fabric);
        CommandRunner commands = new(options.Echo);
        RemoveLeftovers(fabric.Name, commands);
        RefuseForeignNames(topology);
        Directory.CreateDirectory(options.Output);
        LabInventory inventory = new()
        {
            Name = fabric.Name,
            FabricFile = options.FabricFile,
            Output = options.Output,
            Owner = ProcessIdentity.Current,
            Namespaces = [.. topology.Namespaces.Select(item => new OwnedNamespace(item.Name, 0))],
        };
        InventoryStore.Save(inventory);
        NativeLab lab = new(topology, options, commands, inventory);
        try
        {
            return lab.Build();
        }
        catch
        {
            lab.Dispose();
            throw;
        }
    }

    /// <summary>Starts the routing daemons of outside routers and of the edges that peer with them.</summary>
    public void StartRouters()
    {
        Fabric fabric = Topology.Fabric;
        List<(string Name, string Config)> wanted = [];
        foreach (FabricNode node in fabric.Nodes)
        {
            if (FrrConfig.Edge(fabric, node) is string config)
            {
                wanted.Add((node.Name, config));
            }
        }

        wanted.AddRange(fabric.Outside.Select(router => (router.Name, FrrConfig.Outside(fabric, router))));
        _routers.AddRange(wanted.Select(item => FrrDaemons.StartZebra(Name, item.Name, Options.Output, _commands)));
        for (int i = 0; i < wanted.Count; i++)
        {
            _routers[i].StartBgp(wanted[i].Config, Options.Patience);
        }
    }

    /// <summary>Waits until every BGP session is established; throws with the sessions that are not.</summary>
    public void WaitForRouters()
    {
        foreach (FrrDaemons router in _routers)
        {
            IReadOnlyList<string>? missing = null;
            bool ready = Wait.Until(() => (missing = router.MissingSessions()) is { Count: 0 }, Options.Patience);
            if (!ready)
            {
                string what = missing is null ? "its bgpd does not answer" : $"no BGP session with {string.Join(", ", missing)}";
                throw new LabException($"{router.Name}: {what} after {Options.Patience.TotalSeconds:0} s; see {Options.Output}/{router.Name}-bgpd.log");
            }
        }
    }

    /// <summary>The routing daemons of an edge or outside router. Throws when there are none.</summary>
    public FrrDaemons Router(string name) =>
        _routers.FirstOrDefault(router => router.Name == name) ?? throw new LabException($"{name} runs no routing daemons");

    /// <summary>Ends every process, removes every namespace and forgets the lab. Safe to repeat.</summary>
    public void Down()
    {
        if (!_isDown)
        {
            new LabTeardown(_commands).Remove(_inventory);
            _routers.ForEach(router => router.Dispose());
            _isDown = true;
        }
    }

    public void Dispose() => Down();

    private NativeLab Build()
    {
        _commands.IpBatch(null, [.. IpCommands.Build(Topology)]);
        InventoryStore.Save(_inventory with
        {
            Namespaces = [.. Topology.Namespaces.Select(item => new OwnedNamespace(item.Name, NamespaceTable.Inode(item.Name) ?? 0))],
        });
        foreach (LabNamespace item in Topology.Namespaces)
        {
            Sysctl.Write(item.Name, Sysctl.For(item.Kind));
        }

        _commands.IpBatch(Topology.Switchyard, [.. IpCommands.Switchyard(Topology)]);
        foreach (OutsideRouter router in Topology.Fabric.Outside)
        {
            _commands.IpBatch(router.Name, [.. IpCommands.Router(router)]);
            foreach (OutsideClient client in router.Clients)
            {
                _commands.IpBatch(client.Name, [.. IpCommands.Client(client)]);
            }
        }

        foreach (FabricHost host in Topology.Fabric.Hosts)
        {
            _commands.IpBatch(host.Name, [.. IpCommands.Host(host)]);
        }

        return this;
    }

    private static void RemoveLeftovers(string name, CommandRunner commands)
    {
        LabInventory? old = InventoryStore.Load(name);
        if (old is null)
        {
            return;
        }

        if (old.Owner.IsAlive)
        {
            throw new LabException($"the lab {name} is already up, held by process {old.Owner.Id}; weft lab down ends it");
        }

        new LabTeardown(commands).Remove(old);
    }

    private static void RefuseForeignNames(LabTopology topology)
    {
        string[] taken = [.. topology.Namespaces.Select(item => item.Name).Where(NetworkNamespace.Exists)];
        if (taken.Length > 0)
        {
            throw new LabException(
                $"network namespaces that this lab did not make have its names: {string.Join(", ", taken)}; remove them with ip netns del NAME, or rename the nodes");
        }
    }
}
