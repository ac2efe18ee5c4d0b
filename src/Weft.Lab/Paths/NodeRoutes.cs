using System.Collections.Immutable;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>A snapshot of one node's routes and of what its ports face; answers where the node would send a packet.</summary>
public sealed class NodeRoutes : INodeRoutes
{
    private readonly IReadOnlyDictionary<int, string?> _peers;

    /// <summary>A snapshot: the node's routes, and who is behind which interface index.</summary>
    public NodeRoutes(string node, ImmutableArray<KernelRoute> routes, IReadOnlyDictionary<int, string?> peers)
    {
        Node = node;
        Routes = routes;
        _peers = peers;
    }

    public string Node { get; }

    public ImmutableArray<KernelRoute> Routes { get; }

    public ImmutableArray<IpPrefix> Told =>
    [
        .. Routes.Where(route => route.Vrf == VrfId.Default && route.Protocol is KernelRoutes.WeftProtocol or KernelRoutes.BgpProtocol)
            .Select(route => route.Prefix),
    ];

    /// <summary>Reads a node's kernel. A sub-interface of a VRF leads where its port does.</summary>
    public static NodeRoutes Read(Fabric fabric, FabricNode node)
    {
        (string Interface, string? Peer)[] ways = [.. NodePlanner.Derive(fabric, node.Name).Ports
            .Where(port => port.Kind is PortKind.Fabric or PortKind.Outside)
            .SelectMany(port => port.Vrfs.Select(vrf => vrf.Interface).Prepend(port.Name)
                .Select(name => (name, node.Ports[port.Index.Value].Peer)))];
        return Read(node.Name, ways);
    }

    /// <summary>Reads the kernel of a router outside.</summary>
    public static NodeRoutes Read(OutsideRouter router) =>
        Read(router.Name, [.. router.Sessions.Select(session => (session.RouterPort, (string?)session.Edge.Node))]);

    private static NodeRoutes Read(string name, (string Interface, string? Peer)[] ways)
    {
        Dictionary<int, string?> peers = NetworkNamespace.Run(name, () =>
        {
            Dictionary<int, string?> found = [];
            foreach ((string port, string? peer) in ways)
            {
                found[InterfaceIndex.Find(port)] = peer;
            }

            return found;
        });
        return new NodeRoutes(name, KernelRoutes.Read(name), peers);
    }

    /// <summary>True when Weft has installed exactly this host route here.</summary>
    public bool HasHostRoute(IpAddress address, VrfId vrf = default) =>
        Routes.Any(route => route.Vrf == vrf && route.Protocol == KernelRoutes.WeftProtocol && route.Prefix == IpPrefix.Host(address));

    /// <summary>
    /// The nodes that a packet to the address goes to next; the node itself stands for "delivered here"; none when it is dropped.
    /// </summary>
    public ImmutableArray<string> NextFor(IpAddress address, VrfId vrf = default)
    {
        KernelRoute? route = KernelRoutes.Lookup(Routes, address, vrf);
        return route is null
            ? []
            : [.. route.Interfaces.Select(index => _peers.TryGetValue(index, out string? peer) && peer is not null ? peer : Node).Distinct()];
    }
}
