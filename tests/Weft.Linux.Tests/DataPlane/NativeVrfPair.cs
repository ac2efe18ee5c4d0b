using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>Two leaves on the real kernel with one cable between them, two VRFs with the same subnet, and a host of each VRF on each leaf: the
/// hosts of a leaf have the same address.</summary>
internal sealed class NativeVrfPair : IDisposable
{
    private const string Text = """
        fabric: pair
        vrfs: [red]
        nodes: [leaf1, leaf2]
        links: [leaf1:core -- leaf2:core]
        subnets:
          web: { vlan: 10, gateway: [10.1.0.1/24, 2001:db8:1::1/64] }
          lab: { vlan: 20, gateway: [10.1.0.1/24, 2001:db8:1::1/64], vrf: red }
        ports:
          leaf1: { swp1: web, swp2: lab }
          leaf2: { swp1: web, swp2: lab }
        """;

    internal const string Port = "core";
    internal const string SubInterface = "core.1";
    internal const string Left4 = "10.1.0.11";
    internal const string Right4 = "10.1.0.12";

    private static readonly VrfId Red = new(1);

    internal NativeVrfPair()
    {
        Fabric fabric = FabricFile.Load(Text).Fabric!;
        Left = new NativeNode(NodePlanner.Derive(fabric, "leaf1"));
        Right = new NativeNode(NodePlanner.Derive(fabric, "leaf2"));
        NamespaceLinks.CreateVeth(new VethEnd(Left.Namespace, Port), new VethEnd(Right.Namespace, Port));
        LeftWeb = Host(Left, "swp1", 11);
        LeftLab = Host(Left, "swp2", 11);
        RightWeb = Host(Right, "swp1", 12);
        RightLab = Host(Right, "swp2", 12);
    }

    internal NativeNode Left { get; }

    internal NativeNode Right { get; }

    internal NativeHost LeftWeb { get; }

    internal NativeHost LeftLab { get; }

    internal NativeHost RightWeb { get; }

    internal NativeHost RightLab { get; }

    internal PortStatus LeftStatus => Left.Status(Port);

    /// <summary>Brings both leaves up with their routes. Throws <see cref="KernelException"/> on a kernel without VRFs.</summary>
    internal void Start()
    {
        Left.Start();
        Right.Start();
        Left.Until(() => LeftStatus is { Up: true, LinkLocal.IsUnspecified: false });
        Right.Until(() => Right.Status(Port) is { Up: true, LinkLocal.IsUnspecified: false });
        Fill(Left, 11, 12, Right.Status(Port));
        Fill(Right, 12, 11, LeftStatus);
        Left.Apply();
        Right.Apply();
    }

    /// <summary>The left leaf's daemon comes back with another fabric file.</summary>
    internal void RestartLeft(Func<string, string> change)
    {
        Left.Plan = NodePlanner.Derive(FabricFile.Load(change(Text)).Fabric!, "leaf1");
        Left.Start();
    }

    internal void FillLeft() => Fill(Left, 11, 12, Right.Status(Port));

    public void Dispose()
    {
        Left.Dispose();
        Right.Dispose();
        foreach (NativeHost host in new[] { LeftWeb, LeftLab, RightWeb, RightLab })
        {
            host.Dispose();
        }
    }

    private static NativeHost Host(NativeNode node, string port, int number) => new(
        node, port, TestFabric.Mac(number + (port == "swp2" ? 0x100 : 0)), $"10.1.0.{number}", $"2001:db8:1::{number}", "10.1.0.1", "2001:db8:1::1");

    private static void Fill(NativeNode node, int own, int far, PortStatus neighbor)
    {
        NodeTables tables = node.Tables;
        PortIndex core = node.Plan.Port(Port);
        tables.FabricNeighbors.Set(new FabricNeighborKey(core, neighbor.LinkLocal), new FabricNeighborRow(neighbor.Mac));
        foreach ((string port, int vlan, VrfId vrf, int mac) in new[] { ("swp1", 10, VrfId.Default, own), ("swp2", 20, Red, own + 0x100) })
        {
            SegmentId segment = node.Plan.Segment(vlan);
            NextHopGroupId group = new((uint)vlan);
            tables.AttachedMacs.Set(new AttachedMacKey(segment, TestFabric.Mac(mac)), new AttachedMacRow(node.Plan.Port(port)));
            tables.NextHopGroups.Set(group, new NextHopGroupRow([new NextHop(core, neighbor.LinkLocal)]) { Vrf = vrf });
            foreach (string net in new[] { "10.1.0.", "2001:db8:1::" })
            {
                tables.Bindings.Set(
                    new BindingKey(segment, IpAddress.Parse($"{net}{own}")), new BindingRow(TestFabric.Mac(mac), node.Plan.Port(port), vrf));
                tables.Routes.Set(new RouteKey(vrf, IpPrefix.Host(IpAddress.Parse($"{net}{far}"))), new RouteRow(group, 100));
            }
        }
    }
}
