using System.Collections.Immutable;
using Weft.Model;

namespace Weft.Simulation.Tests;

/// <summary>The next-hop groups of a <see cref="KernelTwin"/>: three in each VRF. Numbers are used once in a life of the daemon, and again in the next.</summary>
internal sealed class TwinGroups
{
    private const int Count = 3;

    private readonly Dictionary<(VrfId Vrf, int Slot), NextHopGroupId> _ids = [];
    private uint _next;

    public NextHopGroupId Of(VrfId vrf, int slot) => _ids[(vrf, slot)];

    /// <summary>True when a group has a member that can be used. Engines hear of a lost carrier before they wish for anything else.</summary>
    public static bool IsUsable(KernelTwin twin, NextHopGroupId group) =>
        twin.Tables.NextHopGroups.TryGet(group, out NextHopGroupRow row) && row.Members.Any(member => twin.IsUp(member.Port));

    /// <summary>A new life: all groups are made anew.</summary>
    public void Begin(KernelTwin twin)
    {
        _ids.Clear();
        _next = 1;
        foreach (VrfId vrf in new[] { VrfId.Default, new VrfId(1) })
        {
            for (int slot = 0; slot < Count; slot++)
            {
                _ids[(vrf, slot)] = new NextHopGroupId(_next++);
                Change(twin, vrf, slot, slot);
            }
        }
    }

    /// <summary>Gives a group other members.</summary>
    public void Change(KernelTwin twin, VrfId vrf, int slot, int value)
    {
        NextHopGroupId id = Of(vrf, slot);
        PortPlan[] ports = twin.FabricPorts;
        int which = 1 + (value % ((1 << ports.Length) - 1));
        if (!ports.Where((port, index) => (which & (1 << index)) != 0).Any(port => twin.IsUp(port.Index)))
        {
            which = (1 << ports.Length) - 1;
        }

        ImmutableArray<NextHop> members = [.. ports.Where((_, index) => (which & (1 << index)) != 0).Select(port => new NextHop(port.Index, twin.Gateway(port)))];
        twin.Change(tables => tables.NextHopGroups.Set(id, new NextHopGroupRow(members) { Vrf = vrf }));
    }

    /// <summary>What engines do when a port has lost its carrier: routes that lead nowhere are taken back, and groups get other members.</summary>
    public void React(KernelTwin twin)
    {
        foreach (((VrfId vrf, int slot), NextHopGroupId id) in _ids.OrderBy(pair => pair.Value.Value))
        {
            if (IsUsable(twin, id))
            {
                continue;
            }

            twin.Change(tables =>
            {
                foreach (RouteKey key in tables.Routes.Rows.Where(route => route.Value.Group == id).Select(route => route.Key).ToArray())
                {
                    tables.Routes.Remove(key);
                }

                foreach (RouteKey key in tables.Leaks.Rows.Where(leak => leak.Value.Group == id).Select(leak => leak.Key).ToArray())
                {
                    tables.Leaks.Remove(key);
                }
            });
            Change(twin, vrf, slot, slot);
        }
    }

    /// <summary>Moves all routes of a group to one of another number, and takes the old one out.</summary>
    public void Renumber(KernelTwin twin, VrfId vrf, int slot)
    {
        NextHopGroupId old = Of(vrf, slot);
        if (!IsUsable(twin, old))
        {
            return;
        }

        NextHopGroupId id = new(_next++);
        _ids[(vrf, slot)] = id;
        twin.Change(tables =>
        {
            tables.NextHopGroups.TryGet(old, out NextHopGroupRow row);
            tables.NextHopGroups.Set(id, row);
            foreach ((RouteKey key, RouteRow route) in tables.Routes.Rows.Where(route => route.Value.Group == old).ToArray())
            {
                tables.Routes.Set(key, route with { Group = id });
            }

            foreach ((RouteKey key, LeakRow leak) in tables.Leaks.Rows.Where(leak => leak.Value.Group == old).ToArray())
            {
                tables.Leaks.Set(key, leak with { Group = id });
            }

            tables.NextHopGroups.Remove(old);
        });
    }
}
