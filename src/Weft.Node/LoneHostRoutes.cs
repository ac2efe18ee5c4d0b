using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Node;

/// <summary>Routes to hosts that one other node has. In a large fabric nearly all routes are these; they follow from who has the host and how that node is
/// reached, so they are answered when somebody asks, and kept nowhere.</summary>
/// <param name="hosts">Who has which host.</param>
/// <param name="groups">The groups that they lead to.</param>
/// <param name="tables">Where changes of them are noted.</param>
/// <param name="metricOf">The priority of a route to a node's hosts.</param>
/// <param name="isKept">True for a destination whose route is kept after all, because others announce its prefix, too.</param>
internal sealed class LoneHostRoutes(
    IHostWinners hosts, NextHopGroups groups, NodeTables tables, Func<SystemId[], uint> metricOf, Func<RouteKey, bool> isKept) : IDerivedRows<RouteKey, RouteRow>
{
    public int Count { get; private set; }

    public IEnumerable<KeyValuePair<RouteKey, RouteRow>> Rows
    {
        get
        {
            foreach (HostKey host in hosts.HostsOfOneWinner())
            {
                RouteKey key = KeyOf(host);
                if (TryGet(key, out RouteRow row))
                {
                    yield return new KeyValuePair<RouteKey, RouteRow>(key, row);
                }
            }
        }
    }

    public bool TryGet(RouteKey key, out RouteRow row)
    {
        row = default;
        if (!key.Prefix.IsHost || isKept(key) || hosts.OnlyWinnerOf(new HostKey(key.Vrf, key.Prefix.Address)) is not { } winner)
        {
            return false;
        }

        return TryRow(key.Vrf, winner, out row);
    }

    /// <summary>A host has another winner than before; null: it is not one of these any more, or was none.</summary>
    public void Move(HostKey host, SystemId? before, SystemId? winner, Func<SystemId, ImmutableArray<NextHop>> membersOf)
    {
        bool had = TryRow(host.Vrf, before, out RouteRow old);
        if (winner is { } joined)
        {
            Count++;
            groups.Join(host.Vrf, joined, membersOf, metricOf);
        }

        tables.Routes.Note(KeyOf(host), had, old);
        if (before is { } left)
        {
            Count--;
            groups.Leave(host.Vrf, left);
        }
    }

    private bool TryRow(VrfId vrf, SystemId? winner, out RouteRow row)
    {
        if (winner is { } origin && groups.FindAlone(vrf, origin) is { Lone: > 0 } group)
        {
            row = new RouteRow(group.Id, group.Metric);
            return true;
        }

        row = default;
        return false;
    }

    private static RouteKey KeyOf(HostKey host) => new(host.Vrf, IpPrefix.Host(host.Address));
}
