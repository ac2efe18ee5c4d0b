using Weft.Wire;

namespace Weft.Simulation;

/// <summary>The routes of one classic router: prefixes only, no host has one of its own.</summary>
internal sealed class ClassicRoutes
{
    private readonly Dictionary<IpPrefix, ClassicRoute> _routes = [];
    private readonly SortedSet<int> _lengths4 = new(Comparer<int>.Create(static (a, b) => b.CompareTo(a)));
    private readonly SortedSet<int> _lengths6 = new(Comparer<int>.Create(static (a, b) => b.CompareTo(a)));

    /// <summary>The destinations, sorted.</summary>
    public IEnumerable<IpPrefix> Prefixes => _routes.Keys.Order();

    public void Set(IpPrefix prefix, ClassicRoute route)
    {
        _routes[prefix] = route;
        (prefix.Family == AddressFamily.Ipv6 ? _lengths6 : _lengths4).Add(prefix.Length);
    }

    public bool TryGet(IpPrefix prefix, out ClassicRoute? route) => _routes.TryGetValue(prefix, out route);

    /// <summary>The longest match; null when none leads there.</summary>
    public ClassicRoute? Lookup(IpAddress address)
    {
        foreach (int length in address.IsIpv6 ? _lengths6 : _lengths4)
        {
            if (_routes.TryGetValue(new IpPrefix(address, length), out ClassicRoute? route))
            {
                return route;
            }
        }

        return null;
    }
}
