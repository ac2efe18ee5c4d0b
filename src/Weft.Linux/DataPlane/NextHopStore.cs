using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Next-hop groups as kernel objects. Every wanted group has an object of its own and changes in place, so thousands of
/// routes follow one message. Groups of an earlier life are left to the routes that still use them and collected when unused:
/// the same number may mean other members now.</summary>
internal sealed class NextHopStore
{
    private static readonly TimeSpan CollectAfter = TimeSpan.FromSeconds(1);

    private readonly DataPlaneState _state;
    private readonly IDataPlaneEvents _events;
    private readonly NextHopObjects _objects;
    private readonly UnwantedNextHops _unwanted;
    private readonly Dictionary<NextHopGroupId, InstalledGroup> _groups = [];
    private readonly List<NextHopGroupId> _marked = [];
    private readonly HashSet<NextHopGroupId> _markedSet = [];
    private readonly Dictionary<NextHopGroupId, Refusal> _refused = [];
    private Instant _collectDue = Instant.Never;
    private Instant _retryDue = Instant.Never;

    internal NextHopStore(DataPlaneState state, IKernel kernel, IDataPlaneEvents events)
    {
        _state = state;
        _events = events;
        _objects = new NextHopObjects(kernel);
        _unwanted = new UnwantedNextHops(_objects);
    }

    /// <summary>Objects that vanished together with the routes that used them, since the last look.</summary>
    internal List<uint> Lost { get; } = [];

    /// <summary>True when a group was made since the last look: routes may wait for it.</summary>
    internal bool Created { get; set; }

    internal Instant NextDeadline => Instant.Min(_state.Tables.Settled ? _collectDue : Instant.Never, _retryDue);

    /// <summary>The kernel object of a group, or 0 when it is not there.</summary>
    internal uint KernelIdOf(NextHopGroupId group) => _groups.TryGetValue(group, out InstalledGroup installed) ? installed.Id : 0;

    /// <summary>Looks at a group at the next write.</summary>
    internal void Mark(NextHopGroupId group)
    {
        if (_markedSet.Add(group))
        {
            _marked.Add(group);
        }
    }

    internal void MarkDue(Instant now)
    {
        foreach ((NextHopGroupId group, Refusal refusal) in _refused)
        {
            if (refusal.Due <= now)
            {
                Mark(group);
            }
        }
    }

    /// <summary>Takes what was read from the kernel as the actual _state.</summary>
    internal void Load(IReadOnlyList<KernelNextHop> found, Instant now)
    {
        _objects.Clear();
        _unwanted.Clear();
        Dictionary<uint, KernelNextHop> groups = [];
        foreach (KernelNextHop nextHop in found)
        {
            _objects.Use(nextHop.Id);
            if (nextHop.Protocol != RouteProtocol.Weft)
            {
                continue;
            }

            if (nextHop.IsGroup)
            {
                groups[nextHop.Id] = nextHop;
            }
            else if (!_objects.TryAdopt(nextHop))
            {
                _unwanted.Add(nextHop);
            }
        }

        foreach ((NextHopGroupId group, InstalledGroup installed) in _groups.ToArray())
        {
            if (groups.Remove(installed.Id, out KernelNextHop there))
            {
                _groups[group] = installed with { Members = there.Members };
            }
            else
            {
                Vanish(group, installed.Id);
            }
        }

        foreach (KernelNextHop group in groups.Values)
        {
            _unwanted.Add(group);
        }

        foreach (NextHopGroupId group in _state.Tables.NextHopGroups.Rows.Keys)
        {
            Mark(group);
        }

        _collectDue = now + CollectAfter;
    }

    /// <summary>An interface lost its carrier. The kernel has dropped its next hops, shrunk their groups, and dropped empty groups with
    /// all their routes, without a notification.</summary>
    internal void PortDown(int index)
    {
        HashSet<uint> gone = _objects.Forget(index);
        foreach ((NextHopGroupId group, InstalledGroup installed) in _groups.ToArray())
        {
            if (!installed.Members.Any(gone.Contains))
            {
                continue;
            }

            Mark(group);
            ImmutableArray<uint> left = installed.Members.RemoveAll(gone.Contains);
            if (left.IsEmpty)
            {
                Vanish(group, installed.Id);
            }
            else
            {
                _groups[group] = installed with { Members = left };
            }
        }

        Lost.AddRange(_unwanted.RemoveEmptied(gone));
    }

    /// <summary>An interface has carrier again: groups that had to do without it are tried at the next write.</summary>
    internal void PortUp()
    {
        foreach (NextHopGroupId group in _refused.Keys)
        {
            Mark(group);
        }
    }

    /// <summary>Somebody else deleted an object.</summary>
    internal void Deleted(uint id)
    {
        foreach ((NextHopGroupId group, InstalledGroup installed) in _groups.ToArray())
        {
            if (installed.Id == id)
            {
                Vanish(group, id);
                Mark(group);
            }
            else if (installed.Members.Contains(id))
            {
                _groups[group] = installed with { Members = installed.Members.Remove(id) };
                Mark(group);
            }
        }

        if (_unwanted.Remove(id))
        {
            Lost.Add(id);
        }

        _objects.ForgetId(id);
    }

    /// <summary>
    /// Somebody else wrote a next hop. When it is a group of ours, it gets a new object and its routes move there: zebra, which follows the
    /// groups behind its kernel routes, answers every change of one by writing back what it knew before, and would go on doing so.
    /// Returns whether it was one.
    /// </summary>
    internal bool Overwritten(in KernelNextHop found)
    {
        foreach ((NextHopGroupId group, InstalledGroup installed) in _groups)
        {
            if (installed.Id == found.Id)
            {
                if (found.IsGroup && found.Members.Order().SequenceEqual(installed.Members))
                {
                    return false;
                }

                _groups.Remove(group);
                _unwanted.Add(found);
                Lost.Add(found.Id);
                Mark(group);
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes every marked group.</summary>
    internal void Write(Instant now)
    {
        if (_marked.Count == 0)
        {
            return;
        }

        foreach (NextHopGroupId group in _marked)
        {
            if (_state.Tables.NextHopGroups.TryGet(group, out NextHopGroupRow row))
            {
                Install(group, row, now);
            }
            else
            {
                Drop(group, now);
            }
        }

        _marked.Clear();
        _markedSet.Clear();
        _retryDue = _refused.Count == 0 ? Instant.Never : _refused.Values.Min(refusal => refusal.Due);
    }

    /// <summary>Deletes objects that no group and no route needs, once the time has come and the node has settled.</summary>
    internal void Collect(Instant now, IEnumerable<KernelRoute> routes)
    {
        if (_collectDue > now || !_state.Tables.Settled)
        {
            return;
        }

        HashSet<uint> used = [.. routes.Select(route => route.NextHopId)];
        _unwanted.DeleteUnused(used);
        used.UnionWith(_unwanted.Members);
        foreach (InstalledGroup group in _groups.Values)
        {
            used.UnionWith(group.Members);
        }

        _objects.DeleteUnused(used);
        _collectDue = _unwanted.IsEmpty ? Instant.Never : now + (10 * CollectAfter);
    }

    private void Install(NextHopGroupId group, in NextHopGroupRow row, Instant now)
    {
        KernelResult result = TryInstall(group, row, rewriteMembers: false, out bool complete);
        if (!result.Succeeded)
        {
            // A member may be gone without our having heard of it yet: write them all again, once.
            result = TryInstall(group, row, rewriteMembers: true, out complete);
        }

        if (result.Succeeded && complete)
        {
            _refused.Remove(group);
            return;
        }

        ref Refusal refusal = ref CollectionsMarshal.GetValueRefOrAddDefault(_refused, group, out bool again);
        refusal = refusal.Again(now);
        if (!again)
        {
            _events.Emit(new RowRefused($"next-hop group {group}", result));
        }
    }

    private KernelResult TryInstall(NextHopGroupId group, in NextHopGroupRow row, bool rewriteMembers, out bool complete)
    {
        KernelResult result = _objects.EnsureAll(row, _state.Interfaces, rewriteMembers, out ImmutableArray<uint> members);
        complete = result.Succeeded;
        if (members.IsEmpty)
        {
            return result;
        }

        if (!_groups.TryGetValue(group, out InstalledGroup installed))
        {
            KernelResult made = _objects.Create(new KernelNextHop { Id = 0, Protocol = RouteProtocol.Weft, Members = members }, out uint id);
            if (made.Succeeded)
            {
                _groups[group] = new InstalledGroup(id, members);
                Created = true;
            }

            return made.Succeeded ? result : made;
        }

        if (!rewriteMembers && installed.Members.AsSpan().SequenceEqual(members.AsSpan()))
        {
            return result;
        }

        KernelResult replaced = _objects.Replace(
            new KernelNextHop { Id = installed.Id, Protocol = RouteProtocol.Weft, Members = members });
        if (replaced.Succeeded)
        {
            _groups[group] = installed with { Members = members };
            return result;
        }

        if (replaced.Error == Errno.NoEntry)
        {
            Vanish(group, installed.Id);
        }

        return replaced;
    }

    private void Drop(NextHopGroupId group, Instant now)
    {
        _refused.Remove(group);
        if (_groups.Remove(group, out InstalledGroup installed))
        {
            _unwanted.Add(new KernelNextHop { Id = installed.Id, Protocol = RouteProtocol.Weft, Members = installed.Members });
            _collectDue = Instant.Min(_collectDue, now + CollectAfter);
        }
    }

    private void Vanish(NextHopGroupId group, uint id)
    {
        _groups.Remove(group);
        _objects.Release(id);
        Lost.Add(id);
    }
}
