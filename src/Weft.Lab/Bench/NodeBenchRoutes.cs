using Weft.Linux;

namespace Weft.Lab;

/// <summary>Which hosts of a crowd have a host route of the daemon in a leaf's kernel, followed by the kernel's own notifications.</summary>
internal sealed class NodeBenchRoutes : IKernelEvents, IDisposable
{
    private readonly RtnetlinkKernel _kernel;
    private readonly NodeBenchCrowd _crowd;
    private readonly bool[] _known;

    private NodeBenchRoutes(RtnetlinkKernel kernel, NodeBenchCrowd crowd)
    {
        _kernel = kernel;
        _crowd = crowd;
        _known = new bool[crowd.Count];
    }

    /// <summary>Hosts that have a route.</summary>
    internal int Count { get; private set; }

    internal static NodeBenchRoutes Watch(string inNamespace, NodeBenchCrowd crowd) =>
        NetworkNamespace.Run(inNamespace, () => new NodeBenchRoutes(new RtnetlinkKernel(), crowd));

    internal bool Has(int host) => _known[host];

    /// <summary>Takes the notifications that have arrived.</summary>
    internal void Update() => _kernel.ReadEvents(this);

    /// <summary>Asks the kernel itself for all routes.</summary>
    internal void Reload()
    {
        Update();
        Array.Clear(_known);
        Count = 0;
        List<Linux.KernelRoute> routes = [];
        _kernel.ReadRoutes(RouteProtocol.Weft, routes);
        foreach (Linux.KernelRoute route in routes)
        {
            RouteChanged(route, removed: false);
        }
    }

    public void LinkChanged(in KernelLink link, bool removed)
    {
    }

    public void AddressChanged(in KernelAddress address, bool removed)
    {
    }

    public void RouteChanged(in Linux.KernelRoute route, bool removed)
    {
        if (route.Protocol != RouteProtocol.Weft || !route.Prefix.IsHost)
        {
            return;
        }

        int host = _crowd.IndexOf(route.Prefix.Address);
        if (host >= 0 && _known[host] == removed)
        {
            _known[host] = !removed;
            Count += removed ? -1 : 1;
        }
    }

    public void NextHopChanged(in KernelNextHop nextHop, bool removed)
    {
    }

    public void Overrun() => Reload();

    public void Dispose() => _kernel.Dispose();
}
