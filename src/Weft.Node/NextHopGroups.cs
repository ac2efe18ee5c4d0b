using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>Next-hop groups, one per VRF and set of origins, shared by all routes to them and dropped with the last. A VRF has groups of
/// its own because its packets leave a port under a tag of its own.
/// Ids are never used twice: a reused one would send old routes the new way while a batch is half applied.</summary>
internal sealed class NextHopGroups(NodeTables tables)
{
    private readonly Dictionary<(VrfId Vrf, string Origins), Group> _byOrigins = [];
    private readonly Dictionary<RouteKey, Group> _byRoute = [];
    private readonly Dictionary<SystemId, List<Group>> _byNode = [];
    private uint _last;

    /// <summary>Puts a route into the group of its origins and returns the group.</summary>
    public NextHopGroupId Assign(RouteKey route, SystemId[] origins, ImmutableArray<NextHop> members)
    {
        Group group = Watch(route, origins);
        tables.NextHopGroups.Set(group.Id, new NextHopGroupRow(members) { Vrf = group.Vrf });
        return group.Id;
    }

    /// <summary>Lists a route under its origins' group without installing the group.</summary>
    public Group Watch(RouteKey route, SystemId[] origins)
    {
        string name = string.Join(',', origins);
        if (_byRoute.TryGetValue(route, out Group? current))
        {
            if (current.Name == name)
            {
                return current;
            }

            Release(route);
        }

        if (!_byOrigins.TryGetValue((route.Vrf, name), out Group? group))
        {
            group = new Group(route.Vrf, name, new NextHopGroupId(++_last), origins);
            _byOrigins.Add((route.Vrf, name), group);
            foreach (SystemId origin in origins)
            {
                if (!_byNode.TryGetValue(origin, out List<Group>? groups))
                {
                    groups = [];
                    _byNode.Add(origin, groups);
                }

                groups.Add(group);
            }
        }

        group.Routes.Add(route);
        _byRoute[route] = group;
        return group;
    }

    /// <summary>Takes a route out of its group; an empty group goes away.</summary>
    public void Release(RouteKey route)
    {
        if (!_byRoute.Remove(route, out Group? group))
        {
            return;
        }

        group.Routes.Remove(route);
        if (group.Routes.Count > 0)
        {
            return;
        }

        _byOrigins.Remove((group.Vrf, group.Name));
        tables.NextHopGroups.Remove(group.Id);
        foreach (SystemId origin in group.Origins)
        {
            _byNode[origin].Remove(group);
        }
    }

    /// <summary>Brings the groups that lead to a node in line with its new paths. Returns the routes that must be installed or
    /// taken away because their group appeared or vanished, sorted.</summary>
    public IReadOnlyList<RouteKey> Update(SystemId node, Func<SystemId[], ImmutableArray<NextHop>> membersOf)
    {
        List<RouteKey> routes = [];
        foreach (Group group in _byNode.GetValueOrDefault(node) ?? [])
        {
            ImmutableArray<NextHop> members = membersOf(group.Origins);
            bool installed = tables.NextHopGroups.TryGet(group.Id, out _);
            if (members.IsEmpty == installed)
            {
                routes.AddRange(group.Routes);
            }

            if (!members.IsEmpty)
            {
                tables.NextHopGroups.Set(group.Id, new NextHopGroupRow(members) { Vrf = group.Vrf });
            }
        }

        routes.Sort(static (a, b) =>
        {
            int byVrf = a.Vrf.CompareTo(b.Vrf);
            return byVrf != 0 ? byVrf : a.Prefix.CompareTo(b.Prefix);
        });
        return routes;
    }

    /// <summary>The routes of one VRF to one set of origins.</summary>
    internal sealed class Group(VrfId vrf, string name, NextHopGroupId id, SystemId[] origins)
    {
        public VrfId Vrf { get; } = vrf;

        public string Name { get; } = name;

        public NextHopGroupId Id { get; } = id;

        public SystemId[] Origins { get; } = origins;

        public HashSet<RouteKey> Routes { get; } = [];
    }
}
