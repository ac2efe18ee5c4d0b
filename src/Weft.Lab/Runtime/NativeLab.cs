using Weft.Linux;
using Weft.Model;
using Weft.Stories;

namespace Weft.Lab;

/// <summary>A fabric as namespaces, cables, real hosts and real daemons on this machine's own kernel. Needs root.</summary>
public sealed class NativeLab : IDisposable
{
    private readonly CommandRunner _commands;
    private readonly LabInventory _inventory;
    private readonly HashSet<YardLink> _silent = [];
    private bool _isDown;

    private NativeLab(LabTopology topology, LabOptions options, CommandRunner commands, LabInventory inventory)
    {
        Topology = topology;
        Options = options;
        _commands = commands;
        _inventory = inventory;
        Switchyard = new Switchyard(topology, commands);
        Rim = new Rim(topology.Fabric, options, commands);
        Impairments = new LinkImpairments(topology.Switchyard, commands);
        Daemons = new NodeDaemons(topology.Fabric, options);
    }

    public LabTopology Topology { get; }

    public LabOptions Options { get; }

    public Switchyard Switchyard { get; }

    /// <summary>Cables that lose frames, or worse.</summary>
    public LinkImpairments Impairments { get; }

    /// <summary>Routing daemons of edges and outside routers.</summary>
    public Rim Rim { get; }

    /// <summary>The daemons of the nodes.</summary>
    public NodeDaemons Daemons { get; }

    public string Name => Topology.Fabric.Name;

    /// <summary>
    /// Builds namespaces and cables and gives hosts and outside routers their addresses. What an ended lab of the same name left
    /// behind is removed first. Throws <see cref="LabException"/>, leaving nothing, when it cannot be done.
    /// </summary>
    public static NativeLab Up(Fabric fabric, LabOptions options)
    {
        LabTopology topology = LabTopologyBuilder.Build(fabric, options.PatchLinks);
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

    /// <summary>A host or client that can send and receive. Throws <see cref="LabException"/> with the names there are.</summary>
    public Endpoint Endpoint(string name)
    {
        Fabric fabric = Topology.Fabric;
        if (fabric.FindHost(name) is FabricHost host)
        {
            return new Endpoint(name, [.. host.Addresses.Select(address => address.Address)]);
        }

        OutsideClient[] clients = [.. fabric.Outside.SelectMany(router => router.Clients)];
        OutsideClient? client = clients.FirstOrDefault(client => client.Name == name);
        return client is not null
            ? new Endpoint(name, [.. client.Addresses.Select(address => address.Address)])
            : throw new LabException(
                $"{name} is neither a host nor a client; there are {string.Join(", ", fabric.Hosts.Select(item => item.Name).Concat(clients.Select(item => item.Name)))}");
    }

    /// <summary>Ends every process, removes every namespace and forgets the lab. Safe to repeat.</summary>
    public void Down()
    {
        if (!_isDown)
        {
            new LabTeardown(_commands).Remove(_inventory);
            _isDown = true;
        }
    }

    public void Dispose() => Down();

    /// <summary>Gives a host its addresses and routes, as its own start does.</summary>
    public void Boot(FabricHost host) => _commands.IpBatch(host.Name, [.. IpCommands.Host(host)]);

    /// <summary>Shuts a host's network down: addresses, routes and neighbour entries are gone.</summary>
    public void ShutDown(FabricHost host) => _commands.IpBatch(host.Name, IpCommands.ShutDown);

    /// <summary>
    /// Cuts the cable between two nodes, or between an edge and an outside router: both ends lose their carrier. Or joins it again.
    /// </summary>
    public void SetLink(string a, string b, bool up) => SetLink(a, b, up ? LinkCondition.Joined : LinkCondition.Cut);

    /// <summary>Sets what the cable between two nodes, or between an edge and an outside router, does.</summary>
    public void SetLink(string a, string b, LinkCondition condition)
    {
        YardLink link = Topology.LinkBetween(a, b);
        NamespaceLinks.SetUp(Topology.Switchyard, link.LegA, condition != LinkCondition.Cut);
        NamespaceLinks.SetUp(Topology.Switchyard, link.LegB, condition != LinkCondition.Cut);

        // A leg outside of the bridge keeps its carrier and leads nowhere. One that never left it is not touched: that would interrupt it.
        if (condition == LinkCondition.Silent && _silent.Add(link))
        {
            NamespaceLinks.SetMaster(Topology.Switchyard, link.LegA, null);
        }
        else if (condition != LinkCondition.Silent && _silent.Remove(link))
        {
            NamespaceLinks.SetMaster(Topology.Switchyard, link.LegA, link.Bridge);
        }
    }

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
            Boot(host);
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
