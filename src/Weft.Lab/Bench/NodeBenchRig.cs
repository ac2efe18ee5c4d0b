using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>
/// The namespaces of one leaf and its three hosts, cabled port by port, without a switchyard between. Hosts know their gateways' MACs, so that
/// their own waiting for an answer is not measured. A second cable joins the sender with a receiver past the leaf.
/// </summary>
internal sealed class NodeBenchRig : IDisposable
{
    /// <summary>The ends of the cable past the leaf.</summary>
    internal const string Aside = "aside0";

    private const string Host = LabTopologyBuilder.HostInterface;

    private readonly NodeBenchOptions _options;
    private readonly string _prefix;

    private NodeBenchRig(NodeBenchOptions options, string prefix)
    {
        _options = options;
        _prefix = prefix;
    }

    /// <summary>The leaf's namespace.</summary>
    internal string Leaf => _prefix + _options.Fabric.Nodes[0].Name;

    /// <summary>The namespace where cables to nobody end.</summary>
    private string Nobody => _prefix + "nobody";

    /// <summary>Builds everything but the leaf's configuration, which is the daemon's. What an earlier run left is removed.</summary>
    internal static NodeBenchRig Build(NodeBenchOptions options, string prefix)
    {
        NodeBenchRig rig = new(options, prefix);
        rig.Dispose();
        try
        {
            NetworkNamespace.Create(rig.Leaf);
            foreach (FabricHost host in options.Fabric.Hosts)
            {
                rig.BuildHost(host);
            }

            rig.BuildIdlePorts();
            rig.JoinAside(options.Fabric.Hosts[0], options.Fabric.Hosts[1]);
            return rig;
        }
        catch
        {
            rig.Dispose();
            throw;
        }
    }

    /// <summary>A host's namespace.</summary>
    internal string NamespaceOf(FabricHost host) => _prefix + host.Name;

    /// <summary>A host as an end of probes.</summary>
    internal Endpoint EndpointOf(FabricHost host) => new(NamespaceOf(host), [.. host.Addresses.Select(address => address.Address)]);

    /// <summary>The MAC of an interface of the leaf.</summary>
    internal MacAddress LeafMac(string name) => NetworkNamespace.Run(Leaf, () =>
    {
        using RtnetlinkKernel kernel = new();
        List<KernelLink> links = [];
        kernel.ReadLinks(links);
        return links.First(link => link.Name == name).Mac;
    });

    /// <summary>Takes the packet filter away, which leaves the leaf's bridges, addresses, routes and settings.</summary>
    internal void RemoveFilter() => NetworkNamespace.Run(Leaf, () =>
    {
        if (NftLibrary.Run("delete table bridge weft") is string fault)
        {
            throw new LabException($"{Leaf}: {fault}");
        }
    });

    public void Dispose()
    {
        foreach (string name in _options.Fabric.Hosts.Select(NamespaceOf).Prepend(Leaf).Append(Nobody))
        {
            NetworkNamespace.Delete(name);
        }
    }

    private void BuildHost(FabricHost host)
    {
        string inside = NamespaceOf(host);
        LinkEnd port = host.At ?? throw new LabException($"{host.Name} has no port");
        NetworkNamespace.Create(inside);
        NamespaceLinks.CreateVeth(new VethEnd(Leaf, port.Port), new VethEnd(inside, Host, host.Mac));
        Sysctl.Write(inside, Sysctl.For(LabNamespaceKind.Host));
        new CommandRunner().IpBatch(inside, [.. IpCommands.Host(host), .. host.Subnet.Gateways.Select(gateway => Neighbor(host.Subnet, gateway))]);
        NamespaceLinks.SetUp(Leaf, port.Port, up: true);
    }

    private void BuildIdlePorts()
    {
        NetworkNamespace.Create(Nobody);
        foreach (string port in NodeBenchFabric.IdlePorts(_options))
        {
            NamespaceLinks.CreateVeth(new VethEnd(Leaf, port), new VethEnd(Nobody, port));
            NamespaceLinks.SetUp(Nobody, port, up: true);
            NamespaceLinks.SetUp(Leaf, port, up: true);
        }
    }

    private static string Neighbor(Subnet subnet, GatewayAddress gateway) =>
        $"neigh replace {gateway.Address} lladdr {(gateway.Address.IsIpv6 ? subnet.GatewayMac6 : subnet.GatewayMac4)} dev {Host} nud permanent";

    private void JoinAside(FabricHost sender, FabricHost receiver)
    {
        NamespaceLinks.CreateVeth(new VethEnd(NamespaceOf(sender), Aside), new VethEnd(NamespaceOf(receiver), Aside));
        NamespaceLinks.SetUp(NamespaceOf(sender), Aside, up: true);
        NamespaceLinks.SetUp(NamespaceOf(receiver), Aside, up: true);
    }
}
