using System.Collections.Immutable;
using Weft.Linux;
using Weft.Model;
using Weft.Stories;
using Weft.Wire;

namespace Weft.Peers.Tests;

/// <summary>FRR's isisd as the neighbour of a leaf, with more routes on either side than one LSP holds.</summary>
public abstract class IsisEdgeTests(EdgeLab edge)
{
    private const int Count = 300;
    private const byte IsisProtocol = 187;
    private readonly PeerLab _lab = edge.Lab;

    [Fact]
    public void Three_hundred_prefixes_of_each_family_come_and_go_and_the_fragments_that_carried_them_are_purged()
    {
        ImmutableSortedSet<IpPrefix> prefixes = [.. Enumerable.Range(0, Count).SelectMany(Prefixes)];
        using LspWatch watch = new(_lab.Name("leaf1"), "fab1");
        Change("add", prefixes);
        Installed(prefixes, prefixes);
        string[] routes = [.. Routes("-4"), .. Routes("-6")];
        string linkLocal = edge.Peer.LinkLocal("fab1");
        Assert.Equal(prefixes.Count, routes.Length);
        Assert.Equal([$"{linkLocal} dev fab1"], _lab.Ways("leaf1", routes));
        Assert.True(edge.LiveAtPeer("peer1").Count > 1, "isisd needs several fragments");

        ImmutableSortedSet<IpPrefix> first = [.. Prefixes(0)];
        Change("del", first);
        Installed(prefixes, prefixes.Except(first));

        Change("del", prefixes.Except(first));
        Installed(prefixes, []);
        Soon.Equal(1, () => edge.LiveAtPeer("peer1").Count, "isisd needs one fragment");
        Soon.Holds(
            () => watch.Look().In.Values.Where(lsp => lsp.Id.Fragment > 0).All(lsp => lsp.Lifetime == 0),
            "isisd purges its empty fragments",
            () => string.Join(", ", watch.In.Values.Select(lsp => $"{lsp.Id} life {lsp.Lifetime}")));
        Soon.Equal(1, () => watch.Look().Described.Keys.Count(id => id.System == _lab.Node("peer1").SystemId), "the leaf describes one of isisd's fragments");

        string[] Routes(string family) =>
        [
            .. _lab.Ip("leaf1", "-o", family, "route", "show", "proto", "200").Split('\n').Where(line => prefixes.Any(prefix => line.StartsWith($"{prefix} ", StringComparison.Ordinal))),
        ];
    }

    [Fact]
    public void Three_hundred_hosts_of_each_family_come_and_go_and_the_fragments_that_carried_them_are_purged()
    {
        ImmutableSortedSet<IpPrefix> hosts = [.. Enumerable.Range(0, Count).SelectMany(Hosts).Select(IpPrefix.Host)];
        using LspWatch watch = new(_lab.Name("leaf1"), "fab1");
        for (int i = 0; i < Count; i++)
        {
            foreach (IpAddress address in Hosts(i))
            {
                _lab.Send("a", HostFrames.Announcement(MacAddress.FromValue(0x0200_0000_1000UL + (ulong)i), address));
            }
        }

        Soon.Equal(hosts.Count, () => AtPeer().Count, "isisd's kernel has a route to every host", () => string.Join(' ', hosts.Except(AtPeer()).Take(5)));
        Assert.True(edge.LiveAtPeer("leaf1").Count > 1, "the leaf needs several fragments");
        SetPort(up: false);
        Soon.Equal(0, () => AtPeer().Count, "isisd's kernel has no route to any host", () => edge.Peer.Show("show isis database"));
        Soon.Equal(1, () => edge.LiveAtPeer("leaf1").Count, "isisd has one fragment of the leaf");
        Assert.All(watch.Look().Out.Values.Where(lsp => lsp.Id.Fragment > 0), lsp => Assert.Equal(0, lsp.Lifetime));
        SetPort(up: true);
        _lab.Settle();

        ImmutableSortedSet<IpPrefix> AtPeer() =>
            [.. KernelRoutes.Read(_lab.Name("peer1")).Where(route => route.Protocol == IsisProtocol).Select(route => route.Prefix).Where(hosts.Contains)];
    }

    [Fact]
    public void Fifteen_thousand_hosts_of_a_leaf_more_than_one_system_can_name_are_in_the_kernel_of_isisd()
    {
        const int Many = 15_000;
        const int Burst = 2_000;
        const int AddressesOfOneMac = 60;
        ImmutableSortedSet<IpPrefix> hosts = [.. Enumerable.Range(0, Many).Select(Address).Select(IpPrefix.Host)];

        // A burst overruns the leaf's socket; who was not heard says it again.
        ImmutableSortedSet<IpPrefix> missing = hosts;
        Soon.Holds(
            () =>
            {
                missing = missing.Except(At("leaf1", KernelRoutes.WeftProtocol));
                foreach (IpPrefix host in missing.Take(Burst))
                {
                    _lab.Send("a", HostFrames.Announcement(MacOf(host.Address), host.Address));
                }

                return missing.IsEmpty;
            },
            "the leaf knows every host",
            () => $"{missing.Count} are missing");
        Soon.Equal(hosts.Count, () => At("peer1", IsisProtocol).Count, "isisd's kernel has a route to every host", () => string.Join('\n', edge.Peer.Show("show isis database").Split('\n').TakeLast(5)));
        SystemId leaf = _lab.Node("leaf1").SystemId;
        SystemId virtualLeaf = VirtualSystems.Of(leaf, 1);
        Assert.Equal([leaf, virtualLeaf], edge.Peer.Database().Select(lsp => lsp.Id.System).Where(id => VirtualSystems.TryGetNumber(leaf, id, out _)).Distinct());
        Assert.Contains(_lab.Ask("leaf1", ApiFormat.IsisFragments)!.Fragments!.Value, row => row.Lsp == $"{_lab.Name("leaf1")}+1.00-00" && row.Claims > 0);
        SetPort(up: false);
        Soon.Equal(0, () => At("peer1", IsisProtocol).Count, "isisd's kernel has no route to any host", () => edge.Peer.Show("show isis database"));
        SetPort(up: true);
        _lab.Settle();

        static MacAddress MacOf(IpAddress address) => MacAddress.FromValue(0x0200_0000_2000UL + ((ulong)(uint)address.Bits / AddressesOfOneMac));

        static IpAddress Address(int i) => IpAddress.Ipv4(0x0A01_0000 + 0x4000 + (uint)i);

        ImmutableSortedSet<IpPrefix> At(string node, byte protocol) =>
            [.. KernelRoutes.Read(_lab.Name(node)).Where(route => route.Protocol == protocol).Select(route => route.Prefix).Where(hosts.Contains)];
    }

    [Fact]
    public void Ten_thousand_host_routes_of_isisd_are_in_the_leafs_kernel_and_go_again()
    {
        ImmutableSortedSet<IpPrefix> hosts = [.. Enumerable.Range(0, 10_000).Select(i => IpPrefix.Host(IpAddress.Ipv4(0xAC20_0000 + (uint)i)))];
        Change("add", hosts);
        Installed(hosts, hosts);
        Change("del", hosts);
        Installed(hosts, []);
        Soon.Equal(1, () => edge.LiveAtPeer("peer1").Count, "isisd needs one fragment");
    }

    private static IpPrefix[] Prefixes(int i) =>
    [
        IpPrefix.Parse($"172.{20 + (i / 256)}.{i % 256}.0/24"),
        IpPrefix.Parse($"fd99:0:0:{i:x}::/64"),
    ];

    private static IpAddress[] Hosts(int i) =>
    [
        IpAddress.Parse($"10.1.{1 + (i / 250)}.{1 + (i % 250)}"),
        IpAddress.Parse($"2001:db8:1::1:{i:x}"),
    ];

    private void Change(string verb, IEnumerable<IpPrefix> prefixes) =>
        _lab.Commands.IpBatch(_lab.Name("peer1"), [.. prefixes.Select(prefix => $"route {verb} blackhole {prefix}")]);

    /// <summary>Waits until the leaf's kernel has those of the prefixes that are wanted, and no others.</summary>
    private void Installed(ImmutableSortedSet<IpPrefix> prefixes, ImmutableSortedSet<IpPrefix> wanted)
    {
        Soon.Holds(
            () => wanted.SetEquals(AtLeaf()),
            $"the leaf's kernel has {wanted.Count} of {prefixes.Count} prefixes",
            () => $"it has {AtLeaf().Count}; isisd shows\n{edge.Peer.Show("show isis database")}");

        ImmutableSortedSet<IpPrefix> AtLeaf() =>
            [.. KernelRoutes.Read(_lab.Name("leaf1")).Where(route => route.Protocol == KernelRoutes.WeftProtocol).Select(route => route.Prefix).Where(prefixes.Contains)];
    }

    private void SetPort(bool up)
    {
        LabTopology topology = _lab.Lab.Topology;
        NamespaceLinks.SetUp(topology.Switchyard, topology.Port(new LinkEnd(_lab.Name("leaf1"), "swp1")).Leg, up);
    }
}
