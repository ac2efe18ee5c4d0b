using System.Collections.Immutable;
using Weft.Model;
using Weft.Wire;

namespace Weft.Protocols.Tests.Isis;

/// <summary>Node plans for graphs of routers: node i has system id i + 1 and loopbacks 10.255.0.(i + 1) and 2001:db8:ff::(i + 1).</summary>
internal static class IsisPlans
{
    public static SystemId Id(int node) => SystemId.FromValue((ulong)node + 1);

    public static IpAddress Loopback4(int node) => IpAddress.Ipv4(0x0AFF_0000 + (uint)node + 1);

    public static IpAddress Loopback6(int node) => IpAddress.Ipv6(new UInt128(0x2001_0DB8_00FF_0000, (ulong)node + 1));

    public static MacAddress Mac(int node, int port) => MacAddress.FromValue(0x0200_0000_0000 | ((ulong)(node + 1) << 8) | (uint)port);

    public static IpAddress LinkLocal(int node, int port) => IpAddress.LinkLocalFor(Mac(node, port));

    /// <summary>The plan of one node; its ports are its links in the order given.</summary>
    public static NodePlan Build(int node, IReadOnlyList<TestLink> links, FabricTimers? timers = null, FabricLimits? limits = null, int? identity = null, IsisSettings? isis = null)
    {
        Site site = new("dc", 1);
        ImmutableArray<PortPlan>.Builder ports = ImmutableArray.CreateBuilder<PortPlan>();
        foreach (TestLink link in links.Where(link => link.A == node || link.B == node))
        {
            PortIndex index = new((ushort)ports.Count);
            ports.Add(new PortPlan { Index = index, Name = $"fab{index.Value}", Kind = PortKind.Fabric, Metric = link.Metric });
        }

        FabricNode self = Node(node, Id(identity ?? node), site);
        IEnumerable<int> others = links.SelectMany(static link => new[] { link.A, link.B }).Distinct().Order().Where(other => other != node);
        Fabric fabric = new()
        {
            Name = "test",
            Sites = [site],
            Vrfs = [new Vrf("default", VrfId.Default), new Vrf("red", new VrfId(1))],
            Subnets = [],
            Nodes = [self, .. others.Select(other => Node(other, Id(other), site))],
            Links = [],
            Hosts = [],
            Outside = [],
            AsNumber = 65000,
            Timers = timers ?? new FabricTimers(),
            Limits = limits ?? new FabricLimits(),
            Isis = isis ?? new IsisSettings(),
        };
        return new NodePlan { Fabric = fabric, Node = self, Ports = ports.ToImmutable(), Segments = [] };
    }

    private static FabricNode Node(int node, SystemId id, Site site) => new()
    {
        Name = $"node{node}",
        Index = node + 1,
        Site = site,
        Role = NodeRole.Leaf,
        SystemId = id,
        Loopback4 = Loopback4(node),
        Loopback6 = Loopback6(node),
        Ports = [],
    };
}
