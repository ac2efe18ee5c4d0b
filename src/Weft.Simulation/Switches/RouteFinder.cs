using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Finds the route of a destination: the longest prefix of its VRF; of one prefix, bindings before routes before leaks, and whatever
/// has the lowest priority number where other daemons have routes too.</summary>
internal sealed class RouteFinder
{
    /// <summary>The kernel's priority of connected networks, by family.</summary>
    private const uint ConnectedMetric6 = 256;

    private const uint RimHostMetric = 1;

    private readonly PagedDictionary<HostKey, PlaneAddress> _own = new();
    private readonly PrefixTable[] _prefixes;
    private readonly PlanePort[] _ports;
    private readonly bool _isRim;

    public RouteFinder(NodePlan plan, PlanePort[] ports, Func<SegmentId, RoutedInterface?> interfaceOf)
    {
        _ports = ports;
        _isRim = plan.Ports.Any(port => port.Kind == PortKind.Outside);
        int vrfs = 1 + plan.Vrfs.Select(vrf => (int)vrf.Id.Value).Append(0).Max();
        _prefixes = [.. Enumerable.Range(0, 2 * vrfs).Select(static _ => new PrefixTable())];
        Lives = new RouteLives(ports, _isRim, interfaceOf);
    }

    /// <summary>The routes of the node's tables.</summary>
    public RouteLives Lives { get; }

    /// <summary>The node's own addresses and its local hosts.</summary>
    public PagedDictionary<HostKey, PlaneAddress> Own => _own;

    /// <summary>The prefixes of a VRF and family; null for a VRF that the node does not have.</summary>
    public PrefixTable? PrefixesOf(VrfId vrf, bool ipv6)
    {
        int index = (2 * vrf.Value) + (ipv6 ? 1 : 0);
        return index < _prefixes.Length ? _prefixes[index] : null;
    }

    /// <summary>Notes whether the tables have routes to a prefix that is no host's.</summary>
    public void RefreshPrefix(RouteKey key)
    {
        if (PrefixesOf(key.Vrf, key.Prefix.Address.IsIpv6) is { } prefixes)
        {
            PrefixRow row = prefixes.GetOrAdd(key.Prefix);
            row.IsRouted = Lives.Holds(key);
            prefixes.RemoveIfEmpty(row);
        }
    }

    /// <summary>The same for all prefixes.</summary>
    public void RefreshPrefixes()
    {
        for (int i = 0; i < _prefixes.Length; i++)
        {
            foreach (PrefixRow row in _prefixes[i].AllRows())
            {
                RefreshPrefix(new RouteKey(new VrfId((ushort)(i / 2)), row.Prefix));
            }
        }
    }

    /// <summary>True when some destination is reached by a binding or by routes of the node's tables.</summary>
    public bool HasAny
    {
        get
        {
            foreach (KeyValuePair<HostKey, PlaneAddress> row in _own)
            {
                if (row.Value.IsHost)
                {
                    return true;
                }
            }

            return Lives.HasAny;
        }
    }

    /// <summary>The route of a destination in a VRF; false when there is none.</summary>
    public bool TryFind(VrfId vrf, IpAddress destination, out FoundRoute found)
    {
        bool isOwn = _own.TryGetValue(new HostKey(vrf, destination), out PlaneAddress own);
        if (isOwn && !own.IsHost)
        {
            found = new FoundRoute { Entry = PlaneEntry.Own, Match = IpPrefix.Host(destination) };
            return true;
        }

        if (PrefixesOf(vrf, destination.IsIpv6) is not { } prefixes)
        {
            found = default;
            return false;
        }

        if (TryFindHost(vrf, destination, isOwn, own, out found))
        {
            return true;
        }

        foreach (PrefixLevel level in prefixes.Levels)
        {
            if (level.Find(destination) is { } row && TryUse(vrf, row, out found))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The route to the very address, from bindings and tables.</summary>
    private bool TryFindHost(VrfId vrf, IpAddress destination, bool isHost, in PlaneAddress own, out FoundRoute found)
    {
        IpPrefix prefix = IpPrefix.Host(destination);
        RouteKey key = new(vrf, prefix);
        if (isHost)
        {
            found = new FoundRoute
            {
                Entry = PlaneEntry.Binding, Match = prefix, Metric = _isRim ? RimHostMetric : RouteLives.CommonMetric, Interface = own.Interface, Mac = own.Mac,
            };
            return true;
        }

        bool isRouted = Lives.TryFind(key, out found);
        if (_isRim && PrefixesOf(vrf, destination.IsIpv6)!.Find(prefix)?.Foreign is { } foreign && IsUsable(foreign)
            && !(isRouted && found.Metric <= foreign.Metric))
        {
            found = Use(prefix, foreign);
            return true;
        }

        return isRouted;
    }

    /// <summary>The best that there is for a prefix.</summary>
    private bool TryUse(VrfId vrf, PrefixRow row, out FoundRoute found)
    {
        bool isFound = false;
        found = default;
        if (row.Connected is { } connected)
        {
            found = new FoundRoute
            {
                Entry = PlaneEntry.Connected, Match = row.Prefix, Interface = connected, Metric = row.Prefix.Address.IsIpv6 ? ConnectedMetric6 : 0,
            };
            isFound = true;
        }

        if (row.IsRouted && Lives.TryFind(new RouteKey(vrf, row.Prefix), out FoundRoute routed) && !(isFound && found.Metric <= routed.Metric))
        {
            found = routed;
            isFound = true;
        }

        if (row.Foreign is { } foreign && IsUsable(foreign) && !(isFound && found.Metric <= foreign.Metric))
        {
            found = Use(row.Prefix, foreign);
            isFound = true;
        }

        return isFound;
    }

    private bool IsUsable(ForeignWay way)
    {
        foreach (NextHop hop in way.NextHops)
        {
            if (_ports[hop.Port.Value].IsUp)
            {
                return true;
            }
        }

        return false;
    }

    private static FoundRoute Use(IpPrefix prefix, ForeignWay way) =>
        new() { Entry = PlaneEntry.Foreign, Match = prefix, Metric = way.Metric, Foreign = way.NextHops };
}
