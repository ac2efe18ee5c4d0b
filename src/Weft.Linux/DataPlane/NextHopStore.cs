using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Weft.Model;

namespace Weft.Linux;

/// <summary>Next-hop groups as kernel objects. Every wanted group has an object of its own and changes in place, so thousands of
/// routes follow one message. Groups of an earlier life are left to the routes that still use them and collected when unused:
/// the same number may mean other members now.</summary>
internal sealed class NextHopStore(DataPlaneState state, IKernel kernel, IDataPlaneEvents events)
{
    private static readonly TimeSpan CollectAfter = TimeSpan.FromSeconds(1);

    private readonly NextHopObjects _objects = new(kernel);
    private readonly Dictionary<NextHopGroupId, InstalledGroup> _groups = [];
    private readonly Dictionary<uint, KernelNextHop> _unwanted = [];
    private readonly List<NextHopGroupId> _marked = [];
    private readonly HashSet<NextHopGroupId> _markedSet = [];
    private readonly Dictionary<NextHopGroupId, Refusal> _refused = [];
    private readonly List<uint> _lost = [];
    private Instant _collectDue = Instant.Never;
    private Instant _retryDue = Instant.Never;

    /// <summary>Objects that vanished together with the routes that used them, since the last look.</summary>
    internal List<uint> Lost => _lost;

    /// <summary>True when a group was made since the last look: routes may wait for it.</summary>
    internal bool Created { get; set; }

    internal Instant NextDeadline => Instant.Min(state.Tables.Settled ? _collectDue : Instant.Never, _retryDue);

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

    /// <summary>Takes what was read from the kernel as the actual state.</summary>
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
                _unwanted[nextHop.Id] = nextHop;
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
            _unwanted[group.Id] = group;
        }

        foreach (NextHopGroupId group in state.Tables.NextHopGroups.Rows.Keys)
        {
            Mark(group);
        }

        _collectDue = now + CollectAfter;
    }

    /// <summary>The kernel dropped an object, or changed a group because it dropped a member.</summary>
    internal void Observe(in KernelNextHop nextHop, bool removed)
    {
        uint id = nextHop.Id;
        foreach ((NextHopGroupId group, InstalledGroup installed) in _groups.ToArray())
        {
            if (installed.Id == id && removed)
            {
                Vanish(group, id);
                Mark(group);
            }
            else if (installed.Id == id && nextHop.IsGroup)
            {
                _groups[group] = installed with { Members = nextHop.Members };
                Mark(group);
            }
            else if (removed && installed.Members.Contains(id))
            {
                Mark(group);
            }
        }

        if (removed && _unwanted.Remove(id))
        {
            _lost.Add(id);
        }

        if (removed && !nextHop.IsGroup)
        {
            _objects.Forget(id);
        }
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
            if (state.Tables.NextHopGroups.TryGet(group, out NextHopGroupRow row))
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
        if (_collectDue > now || !state.Tables.Settled)
        {
            return;
        }

        HashSet<uint> used = [.. routes.Select(route => route.NextHopId)];
        foreach (KernelNextHop group in _unwanted.Values.OrderByDescending(nextHop => nextHop.IsGroup).ThenBy(nextHop => nextHop.Id).ToArray())
        {
            if (!used.Contains(group.Id))
            {
                _objects.Delete(group.Id);
                _unwanted.Remove(group.Id);
            }
        }

        foreach (KernelNextHop group in _unwanted.Values)
        {
            used.UnionWith(group.Members);
        }

        foreach (InstalledGroup group in _groups.Values)
        {
            used.UnionWith(group.Members);
        }

        _objects.DeleteUnused(used);
        _collectDue = _unwanted.Count == 0 ? Instant.Never : now + (10 * CollectAfter);
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
            events.Emit(new RowRefused($"next-hop group {group}", result));
        }
    }

    private KernelResult TryInstall(NextHopGroupId group, in NextHopGroupRow row, bool rewriteMembers, out bool complete)
    {
        KernelResult result = Resolve(row, rewriteMembers, out ImmutableArray<uint> members);
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

    /// <summary>The objects of a group's members, made where they are missing. A member whose port is away is left out, and its error returned.</summary>
    private KernelResult Resolve(in NextHopGroupRow row, bool rewrite, out ImmutableArray<uint> members)
    {
        ImmutableArray<uint>.Builder ids = ImmutableArray.CreateBuilder<uint>(row.Members.Length);
        KernelResult failure = KernelResult.Success;
        foreach (NextHop member in row.Members)
        {
            int index = state.Interfaces.IndexOf(member.Port);
            uint id = 0;
            KernelResult result = index == 0
                ? new KernelResult(Errno.NoDevice, "the port has no interface")
                : _objects.Ensure(index, member.Gateway, rewrite, out id);
            if (result.Succeeded)
            {
                ids.Add(id);
            }
            else
            {
                failure = result;
            }
        }

        ids.Sort();
        members = ids.ToImmutable();
        return failure;
    }

    private void Drop(NextHopGroupId group, Instant now)
    {
        _refused.Remove(group);
        if (_groups.Remove(group, out InstalledGroup installed))
        {
            _unwanted[installed.Id] = new KernelNextHop { Id = installed.Id, Protocol = RouteProtocol.Weft, Members = installed.Members };
            _collectDue = Instant.Min(_collectDue, now + CollectAfter);
        }
    }

    private void Vanish(NextHopGroupId group, uint id)
    {
        _groups.Remove(group);
        _objects.Release(id);
        _lost.Add(id);
    }
}
