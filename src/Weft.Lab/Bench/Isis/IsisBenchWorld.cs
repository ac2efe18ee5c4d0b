using Weft.Wire;

namespace Weft.Lab;

/// <summary>All that the benchmark's leaves and spines announce, and how it changes.</summary>
internal sealed class IsisBenchWorld
{
    /// <summary>Above the addresses that real hosts of the subnet would get.</summary>
    private const int FirstHost = 0x1000;
    private const ulong FirstMac = 0x0242_0000_0000;
    private const uint Near = 10;
    private const uint Far = 20;

    private readonly IsisBenchFabric _fabric;
    private readonly IsisBenchHomes _homes;
    private readonly IpAddress _first;
    private readonly List<int>[][] _hosts;
    private readonly uint[][] _sequences;
    private readonly int[] _leafOf;
    private readonly byte[] _fragmentOf;
    private readonly uint[] _epochs;

    /// <summary>Leaves with their hosts, and so many hosts more that are nowhere yet.</summary>
    internal IsisBenchWorld(IsisBenchFabric fabric, IsisBenchHomes homes, AddressFamily family, int leaves, int hostsPerLeaf, int spare)
    {
        _fabric = fabric;
        _homes = homes;
        Leaves = leaves;
        Count = leaves * hostsPerLeaf;
        _first = IpAddress.FromBits(family, fabric.Fabric.Subnets[0].Gateways.First(item => item.Address.Family == family).Prefix.Address.Bits + FirstHost);
        int perLsp = family == AddressFamily.Ipv6 ? IsisBenchPdus.HostsPerLsp6 : IsisBenchPdus.HostsPerLsp4;
        int fragments = (hostsPerLeaf + perLsp - 1) / perLsp;
        _hosts = [.. Enumerable.Range(0, leaves).Select(_ => Enumerable.Range(0, fragments).Select(_ => new List<int>()).ToArray())];
        _sequences = [.. Enumerable.Range(0, leaves).Select(_ => Enumerable.Repeat(1u, fragments).ToArray())];
        _leafOf = new int[Count + spare];
        _fragmentOf = new byte[Count + spare];
        _epochs = [.. Enumerable.Repeat(1u, Count + spare)];
        for (int host = 0; host < Count; host++)
        {
            Put(host, host / hostsPerLeaf, host % hostsPerLeaf / perLsp);
        }
    }

    internal int Leaves { get; }

    /// <summary>Hosts that are somewhere.</summary>
    internal int Count { get; }

    /// <summary>Hosts with those that are nowhere yet.</summary>
    internal int Total => _leafOf.Length;

    internal int LeafOf(int host) => _leafOf[host];

    /// <summary>The spine that leads to a leaf best; -1 when both do.</summary>
    internal int SpineOf(int leaf) => _homes switch
    {
        IsisBenchHomes.Equal => -1,
        IsisBenchHomes.First => 0,
        _ => leaf % 2,
    };

    internal IpAddress Address(int host) => IpAddress.FromBits(_first.Family, _first.Bits + (uint)host);

    /// <summary>The number of the host with an address, or -1.</summary>
    internal int IndexOf(IpAddress address)
    {
        UInt128 distance = address.Bits - _first.Bits;
        return address.Family == _first.Family && distance < (UInt128)Total ? (int)distance : -1;
    }

    /// <summary>The LSP of a spine.</summary>
    internal byte[] Spine(int spine) => IsisBenchPdus.Node(
        _fabric.Spine(spine).SystemId,
        1,
        Enumerable.Range(0, Leaves).Select(leaf => (_fabric.Leaf(leaf).SystemId, Metric(leaf, spine))).Prepend((_fabric.Node.SystemId, Near)),
        _fabric.Spine(spine).Loopback4,
        _fabric.Spine(spine).Loopback6);

    /// <summary>The LSPs of all leaves, in the order of their names.</summary>
    internal List<byte[]> AllLeaves()
    {
        List<byte[]> all = [];
        for (int leaf = 0; leaf < Leaves; leaf++)
        {
            all.Add(IsisBenchPdus.Node(
                _fabric.Leaf(leaf).SystemId,
                1,
                [(_fabric.Spine(0).SystemId, Metric(leaf, 0)), (_fabric.Spine(1).SystemId, Metric(leaf, 1))],
                _fabric.Leaf(leaf).Loopback4,
                _fabric.Leaf(leaf).Loopback6));
            for (int fragment = 0; fragment < _hosts[leaf].Length; fragment++)
            {
                all.Add(Fragment(leaf, fragment));
            }
        }

        return all;
    }

    /// <summary>A host appears, or appears elsewhere as well. Returns the LSP that says so.</summary>
    internal byte[] Arrive(int host, int leaf)
    {
        int fragment = Enumerable.Range(0, _hosts[leaf].Length).MinBy(index => _hosts[leaf][index].Count);
        _epochs[host]++;
        Put(host, leaf, fragment);
        return NextVersion(leaf, fragment);
    }

    /// <summary>A host moves. Returns the LSP of the new leaf, then that of the old one.</summary>
    internal byte[][] Move(int host, int leaf)
    {
        int from = _leafOf[host];
        int fragment = _fragmentOf[host];
        byte[] arrived = Arrive(host, leaf);
        _hosts[from][fragment].Remove(host);
        return [arrived, NextVersion(from, fragment)];
    }

    /// <summary>Issues every LSP of hosts anew as a sender does that fills its fragments in order and has one more entry in front:
    /// the last host of each goes to the next, so that for a moment it is in none.</summary>
    internal List<byte[]> ShiftAll()
    {
        List<byte[]> all = [];
        for (int leaf = 0; leaf < Leaves; leaf++)
        {
            List<int>[] fragments = _hosts[leaf];
            int[] last = [.. fragments.Select(hosts => hosts[^1])];
            for (int fragment = 0; fragment < fragments.Length; fragment++)
            {
                int carried = last[(fragment + last.Length - 1) % last.Length];
                fragments[fragment].RemoveAt(fragments[fragment].Count - 1);
                fragments[fragment].Insert(0, carried);
                _fragmentOf[carried] = (byte)fragment;
                all.Add(NextVersion(leaf, fragment));
            }
        }

        return all;
    }

    private uint Metric(int leaf, int spine) => SpineOf(leaf) is int near && (near < 0 || near == spine) ? Near : Far;

    private void Put(int host, int leaf, int fragment)
    {
        _leafOf[host] = leaf;
        _fragmentOf[host] = (byte)fragment;
        _hosts[leaf][fragment].Add(host);
    }

    private byte[] NextVersion(int leaf, int fragment)
    {
        _sequences[leaf][fragment]++;
        return Fragment(leaf, fragment);
    }

    private byte[] Fragment(int leaf, int fragment) => IsisBenchPdus.Hosts(
        _fabric.Leaf(leaf).SystemId,
        (byte)(fragment + 1),
        _sequences[leaf][fragment],
        _hosts[leaf][fragment].Select(host => new IsisBenchHost(Address(host), MacAddress.FromValue(FirstMac + (ulong)host), _epochs[host])));
}
