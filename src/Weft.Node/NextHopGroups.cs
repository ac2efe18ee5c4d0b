using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>Next-hop groups, one per VRF and set of origins, shared by all routes to them and dropped with the last. A VRF has groups of
/// its own because its packets leave a port under a tag of its own.</summary>
internal sealed class NextHopGroups(NodeTables tables, NextHopGroupNumbers numbers)
{
    private readonly Dictionary<VrfId, Dictionary<SystemId[], RouteGroup>> _byOrigins = [];
    private readonly Dictionary<SystemId, List<RouteGroup>> _byNode = [];
    private readonly Dictionary<(VrfId Vrf, SystemId Node), RouteGroup> _alone = [];
    private int _life;

    /// <summary>
    /// From now on every route that is assigned gets into a group with a new number, whether or not its origins changed. FRR's zebra takes two
    /// kernel routes that differ in nothing but their priority for the same while they lead to the same next-hop object, and its BGP goes on telling the
    /// old priority.
    /// </summary>
    public void Renew()
    {
        _life++;
        _byOrigins.Clear();
        _alone.Clear();
    }

    /// <summary>Puts a route into the group of its origins and returns the group.</summary>
    public NextHopGroupId Assign(RouteEntry route, SystemId[] origins, ImmutableArray<NextHop> members)
    {
        RouteGroup group = Watch(route, origins);
        tables.NextHopGroups.Set(group.Id, new NextHopGroupRow(members) { Vrf = group.Vrf });
        return group.Id;
    }

    /// <summary>Lists a route under its origins' group without installing the group.</summary>
    public RouteGroup Watch(RouteEntry route, SystemId[] origins)
    {
        if (route.Group is { } current)
        {
            if (current.Life == _life && current.Origins.AsSpan().SequenceEqual(origins))
            {
                return current;
            }

            Release(route);
        }

        RouteGroup group = FindOrMake(route.Key.Vrf, origins);
        group.Add(route);
        return group;
    }

    /// <summary>Takes a route out of its group; an empty group goes away.</summary>
    public void Release(RouteEntry route)
    {
        if (route.Group is not { } group)
        {
            return;
        }

        group.Remove(route);
        RemoveIfEmpty(group);
    }

    /// <summary>The group of a node alone, or null.</summary>
    public RouteGroup? FindAlone(VrfId vrf, SystemId node) => _alone.GetValueOrDefault((vrf, node));

    /// <summary>One more host of a node whose route is not kept.</summary>
    public void Join(VrfId vrf, SystemId node, Func<SystemId, ImmutableArray<NextHop>> membersOf, Func<SystemId[], uint> metricOf)
    {
        RouteGroup group = FindAlone(vrf, node) ?? FindOrMake(vrf, [node]);
        if (group.Lone++ == 0)
        {
            group.Metric = metricOf(group.Origins);
            tables.NextHopGroups.Set(group.Id, new NextHopGroupRow(membersOf(node)) { Vrf = vrf });
        }
    }

    /// <summary>One host less.</summary>
    public void Leave(VrfId vrf, SystemId node)
    {
        RouteGroup group = _alone[(vrf, node)];
        group.Lone--;
        RemoveIfEmpty(group);
    }

    private void RemoveIfEmpty(RouteGroup group)
    {
        if (!group.IsEmpty)
        {
            return;
        }

        if (group.Life == _life)
        {
            _byOrigins[group.Vrf].Remove(group.Origins);
            if (group.Origins.Length == 1)
            {
                _alone.Remove((group.Vrf, group.Origins[0]));
            }
        }

        tables.NextHopGroups.Remove(group.Id);
        foreach (SystemId origin in group.Origins)
        {
            _byNode[origin].Remove(group);
        }
    }

    /// <summary>Brings the groups that lead to a node in line with its new paths. Returns the routes that must be installed or
    /// taken away because their group appeared or vanished, sorted.</summary>
    public IReadOnlyList<RouteEntry> Update(SystemId node, Func<SystemId[], ImmutableArray<NextHop>> membersOf)
    {
        List<RouteEntry> routes = [];
        foreach (RouteGroup group in _byNode.GetValueOrDefault(node) ?? [])
        {
            ImmutableArray<NextHop> members = membersOf(group.Origins);
            bool installed = tables.NextHopGroups.TryGet(group.Id, out _);
            if (members.IsEmpty == installed)
            {
                for (RouteEntry? route = group.First; route is not null; route = route.Next)
                {
                    routes.Add(route);
                }
            }

            if (!members.IsEmpty)
            {
                tables.NextHopGroups.Set(group.Id, new NextHopGroupRow(members) { Vrf = group.Vrf });
            }
        }

        routes.Sort(static (a, b) => a.Key.CompareTo(b.Key));
        return routes;
    }

    private RouteGroup FindOrMake(VrfId vrf, SystemId[] origins)
    {
        if (!_byOrigins.TryGetValue(vrf, out Dictionary<SystemId[], RouteGroup>? groups))
        {
            groups = new Dictionary<SystemId[], RouteGroup>(new SystemIdSets.Comparer());
            _byOrigins.Add(vrf, groups);
        }

        if (groups.TryGetValue(origins, out RouteGroup? group))
        {
            return group;
        }

        group = new RouteGroup(vrf, numbers.Next(), origins, _life);
        groups.Add(origins, group);
        if (origins.Length == 1)
        {
            _alone.Add((vrf, origins[0]), group);
        }

        foreach (SystemId origin in origins)
        {
            if (!_byNode.TryGetValue(origin, out List<RouteGroup>? all))
            {
                all = [];
                _byNode.Add(origin, all);
            }

            all.Add(group);
        }

        return group;
    }
}
