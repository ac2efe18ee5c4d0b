using Weft.Linux;
using Weft.Wire;

namespace Weft.Lab;

/// <summary>Which hosts have a route in the measured node's kernel and by which interface, followed by the kernel's own notifications.</summary>
internal sealed class IsisBenchKernel : IKernelEvents, IDisposable
{
    private readonly EventLoop _loop;
    private readonly RtnetlinkKernel _kernel;
    private readonly byte _protocol;
    private readonly IsisBenchWorld _world;
    private readonly Dictionary<uint, KernelNextHop> _nextHops = [];
    private readonly HashSet<IpAddress> _others = [];
    private readonly Linux.KernelRoute[] _routes;
    private readonly bool[] _known;

    /// <summary>Follows the routes of one protocol in the calling thread's namespace.</summary>
    internal IsisBenchKernel(EventLoop loop, byte protocol, IsisBenchWorld world)
    {
        _loop = loop;
        _protocol = protocol;
        _world = world;
        _kernel = new RtnetlinkKernel();
        _routes = new Linux.KernelRoute[world.Total];
        _known = new bool[world.Total];
        _loop.Add(_kernel.EventDescriptor, Interest.Read, _ => _kernel.ReadEvents(this));
        Reload();
    }

    /// <summary>Hosts that have a route.</summary>
    internal int Count { get; private set; }

    /// <summary>Routes of hosts that were deleted.</summary>
    internal long Deletes { get; private set; }

    /// <summary>Changes of hosts' routes and of next hops.</summary>
    internal long Changes { get; private set; }

    /// <summary>When the last of them was seen, on <see cref="Clock"/>.</summary>
    internal long ChangedAt { get; private set; }

    /// <summary>Times that notifications were lost and the kernel was asked instead.</summary>
    internal long Overruns { get; private set; }

    internal bool Has(int host) => _known[host];

    /// <summary>True when a host route leads to an address that is no host's.</summary>
    internal bool HasRoute(IpAddress address) => _others.Contains(address);

    /// <summary>The interface of a host's route; 0 when there is none, -1 when there are several.</summary>
    internal int InterfaceOf(int host)
    {
        if (!_known[host])
        {
            return 0;
        }

        Linux.KernelRoute route = _routes[host];
        return route.NextHopId == 0 ? route.InterfaceIndex : InterfaceOf(route.NextHopId);
    }

    /// <summary>Counts deletes and changes from here.</summary>
    internal void Restart()
    {
        Deletes = 0;
        Changes = 0;
        ChangedAt = 0;
    }

    /// <summary>Asks the kernel itself for all routes; returns how many hosts lack the right one.</summary>
    internal int CountWrong(Func<int, int> interfaceOf)
    {
        _kernel.ReadEvents(this);
        Reload();
        int wrong = 0;
        for (int host = 0; host < _world.Count; host++)
        {
            int wanted = interfaceOf(host);
            int found = InterfaceOf(host);
            wrong += found == 0 || (wanted > 0 && found != wanted) ? 1 : 0;
        }

        return wrong;
    }

    public void LinkChanged(in KernelLink link, bool removed)
    {
    }

    public void AddressChanged(in KernelAddress address, bool removed)
    {
    }

    public void RouteChanged(in Linux.KernelRoute route, bool removed)
    {
        if (Take(route, removed))
        {
            NoteChange();
            Deletes += removed ? 1 : 0;
        }
    }

    public void NextHopChanged(in KernelNextHop nextHop, bool removed)
    {
        NoteChange();
        if (removed)
        {
            _nextHops.Remove(nextHop.Id);
        }
        else
        {
            _nextHops[nextHop.Id] = nextHop;
        }
    }

    public void Overrun()
    {
        Overruns++;
        Reload();
    }

    public void Dispose()
    {
        _loop.Remove(_kernel.EventDescriptor);
        _kernel.Dispose();
    }

    /// <summary>Returns whether it is a host's route.</summary>
    private bool Take(in Linux.KernelRoute route, bool removed)
    {
        if (route.Protocol != _protocol || !route.Prefix.IsHost)
        {
            return false;
        }

        int host = _world.IndexOf(route.Prefix.Address);
        if (host < 0)
        {
            _ = removed ? _others.Remove(route.Prefix.Address) : _others.Add(route.Prefix.Address);
            return false;
        }

        _routes[host] = route;
        if (_known[host] == removed)
        {
            _known[host] = !removed;
            Count += removed ? -1 : 1;
        }

        return true;
    }

    private void NoteChange()
    {
        Changes++;
        ChangedAt = Clock.Now;
    }

    private int InterfaceOf(uint nextHop)
    {
        if (!_nextHops.TryGetValue(nextHop, out KernelNextHop found))
        {
            return 0;
        }

        if (!found.IsGroup)
        {
            return found.InterfaceIndex;
        }

        int only = 0;
        foreach (uint member in found.Members)
        {
            int index = InterfaceOf(member);
            only = only == 0 || only == index ? index : -1;
        }

        return only;
    }

    private void Reload()
    {
        List<KernelNextHop> nextHops = [];
        _kernel.ReadNextHops(nextHops);
        _nextHops.Clear();
        foreach (KernelNextHop nextHop in nextHops)
        {
            _nextHops[nextHop.Id] = nextHop;
        }

        Array.Clear(_known);
        Count = 0;
        List<Linux.KernelRoute> routes = [];
        _kernel.ReadRoutes(_protocol, routes);
        foreach (Linux.KernelRoute route in routes)
        {
            Take(route, removed: false);
        }
    }
}
