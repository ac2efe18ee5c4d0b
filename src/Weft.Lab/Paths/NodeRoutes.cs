using System.Collections.Immutable;
using Weft.Linux;
using Weft.Model;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>A snapshot of one node's routes and of what its ports face; answers where the node would send a packet.</summary>
public sealed class NodeRoutes
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

    /// <summary>Reads a node's kernel.</summary>
    public static NodeRoutes Read(FabricNode node)
    {
        Dictionary<int, string?> peers = NetworkNamespace.Run(
            node.Name,
            () => node.Ports.Where(port => port.Kind is PortKind.Fabric or PortKind.Outside)
                .ToDictionary(port => InterfaceIndex.Find(port.Name), port => port.Peer));
        return new NodeRoutes(node.Name, KernelRoutes.Read(node.Name), peers);
    }

    /// <summary>True when Weft has installed exactly this host route here.</summary>
    public bool HasHostRoute(IpAddress address) =>
        Routes.Any(route => route.Protocol == KernelRoutes.WeftProtocol && route.Prefix == IpPrefix.Host(address));

    /// <summary>
    /// The nodes that a packet to the address goes to next; the node itself stands for "delivered here"; none when it is dropped.
    /// </summary>
    public ImmutableArray<string> NextFor(IpAddress address)
    {
        KernelRoute? route = KernelRoutes.Lookup(Routes, address);
        return route is null
            ? []
            : [.. route.Interfaces.Select(index => _peers.TryGetValue(index, out string? peer) && peer is not null ? peer : Node).Distinct()];
    }
}
