using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Linux;

/// <summary>Next-hop objects of the kernel: their ids, and the single ones by what they are.</summary>
internal sealed class NextHopObjects(IKernel kernel)
{
    private readonly NextHopIds _ids = new();
    private readonly Dictionary<(int Index, IpAddress Gateway), uint> _singles = [];
    private readonly KernelChange[] _change = new KernelChange[1];
    private readonly KernelResult[] _result = new KernelResult[1];

    internal void Clear()
    {
        _ids.Clear();
        _singles.Clear();
    }

    internal void Use(uint id) => _ids.Use(id);

    internal void Release(uint id) => _ids.Release(id);

    /// <summary>Takes a single next hop of an earlier life over; false when there is one for the same neighbour already.</summary>
    internal bool TryAdopt(in KernelNextHop single) => _singles.TryAdd((single.InterfaceIndex, single.Gateway), single.Id);

    /// <summary>The object of a neighbour, made where it is missing. With <paramref name="rewrite"/> it is written even if it is known:
    /// the kernel may have dropped it without our having heard of it.</summary>
    internal KernelResult Ensure(int index, IpAddress gateway, bool rewrite, out uint id)
    {
        if (_singles.TryGetValue((index, gateway), out id) && !rewrite)
        {
            return KernelResult.Success;
        }

        KernelNextHop single = new() { Id = id, Protocol = RouteProtocol.Weft, InterfaceIndex = index, Gateway = gateway };
        KernelResult result = id == 0 ? Create(single, out id) : Replace(single);
        if (result.Succeeded)
        {
            _singles[(index, gateway)] = id;
        }
        else if (_singles.Remove((index, gateway), out uint old))
        {
            _ids.Release(old);
        }

        return result;
    }

    /// <summary>The objects of a group's members, made where they are missing. A member whose port is away is left out, and its error returned.</summary>
    internal KernelResult EnsureAll(in NextHopGroupRow row, NodeInterfaces interfaces, bool rewrite, out ImmutableArray<uint> members)
    {
        ImmutableArray<uint>.Builder ids = ImmutableArray.CreateBuilder<uint>(row.Members.Length);
        KernelResult failure = KernelResult.Success;
        foreach (NextHop member in row.Members)
        {
            int index = interfaces.IndexOf(member.Port, row.Vrf);
            uint id = 0;
            KernelResult result = index == 0
                ? new KernelResult(Errno.NoDevice, "the port has no interface")
                : Ensure(index, member.Gateway, rewrite, out id);
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

    /// <summary>Makes an object under a free id; an id that somebody else took meanwhile is passed over.</summary>
    internal KernelResult Create(in KernelNextHop nextHop, out uint id)
    {
        while (true)
        {
            id = _ids.Take();
            KernelResult result = Submit(KernelChange.Create(nextHop with { Id = id }));
            if (result.Succeeded)
            {
                return result;
            }

            if (result.Error != Errno.Exists)
            {
                _ids.Release(id);
                return result;
            }
        }
    }

    internal KernelResult Replace(in KernelNextHop nextHop) => Submit(KernelChange.Replace(nextHop));

    internal void Delete(uint id)
    {
        Submit(KernelChange.Delete(new KernelNextHop { Id = id }));
        _ids.Release(id);
    }

    /// <summary>Deletes the single next hops that are not among those in use.</summary>
    internal void DeleteUnused(HashSet<uint> used)
    {
        foreach (((int Index, IpAddress Gateway) key, uint id) in _singles.OrderBy(single => single.Value).ToArray())
        {
            if (!used.Contains(id))
            {
                Delete(id);
                _singles.Remove(key);
            }
        }
    }

    /// <summary>The single next hops of an interface are gone; returns their ids.</summary>
    internal HashSet<uint> Forget(int index)
    {
        HashSet<uint> gone = [];
        foreach (((int Index, IpAddress Gateway) key, uint id) in _singles.ToArray())
        {
            if (key.Index == index)
            {
                gone.Add(id);
                _singles.Remove(key);
                _ids.Release(id);
            }
        }

        return gone;
    }

    /// <summary>A single next hop is gone.</summary>
    internal void ForgetId(uint id)
    {
        foreach (((int Index, IpAddress Gateway) key, uint single) in _singles.ToArray())
        {
            if (single == id)
            {
                _singles.Remove(key);
                _ids.Release(id);
            }
        }
    }

    private KernelResult Submit(in KernelChange change)
    {
        _change[0] = change;
        kernel.Submit(_change, _result);
        return _result[0];
    }
}
