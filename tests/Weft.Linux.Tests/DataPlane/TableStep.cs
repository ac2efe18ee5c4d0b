using Weft.Model;
using Weft.Wire;

namespace Weft.Linux.Tests;

/// <summary>One change of a node's tables: a row that is set, or removed when <paramref name="Value"/> is 0.</summary>
internal readonly record struct TableStep(TableStepKind Kind, int Number, int Value)
{
    private static readonly string[] Ports = ["swp1", "swp2", "swp3"];

    /// <summary>The row that the step is about.</summary>
    internal string Row => Kind switch
    {
        TableStepKind.Route => $"route {Host}",
        TableStepKind.Group => $"group {Number % 2}",
        _ => $"{Kind} {Number}",
    };

    internal void ApplyTo(FakeNode node)
    {
        switch (Kind)
        {
            case TableStepKind.Binding:
                Set(node.Tables.Bindings, new BindingKey(node.Plan.Segment(Number % 2 == 0 ? 10 : 20), Host), new BindingRow(TestFabric.Mac(Value), Port(node), VrfId.Default));
                break;
            case TableStepKind.AttachedMac:
                Set(node.Tables.AttachedMacs, new AttachedMacKey(node.Plan.Segment(10), TestFabric.Mac(Number)), new AttachedMacRow(node.Plan.Port(Ports[Value % 2])));
                break;
            case TableStepKind.Group:
                SetGroup(node);
                break;
            case TableStepKind.Route:
                Set(node.Tables.Routes, new RouteKey(VrfId.Default, IpPrefix.Host(Host)), new RouteRow(new NextHopGroupId((uint)(Value % 3)), (uint)(10 * Value)));
                break;
            default:
                Set(node.Tables.FabricNeighbors, new FabricNeighborKey(node.Plan.FabricPorts()[Number % 2].Index, FakeNode.Gateway(Number)), new FabricNeighborRow(TestFabric.Mac(Value)));
                break;
        }
    }

    /// <summary>A few addresses of both families, so that bindings and routes meet.</summary>
    private IpAddress Host => Number % 3 == 0 ? TestFabric.Ip($"2001:db8:1::{(Number / 2) + 1:x}") : TestFabric.Ip($"10.1.0.{(Number / 2) + 1}");

    private PortIndex Port(FakeNode node) => node.Plan.Port(Ports[Value % Ports.Length]);

    /// <summary>Groups 1 and 2 always exist, because routes refer to them.</summary>
    private void SetGroup(FakeNode node)
    {
        int[] members = (Value % 3) switch
        {
            0 => [0],
            1 => [1],
            _ => [0, 1],
        };
        node.SetGroup((uint)(1 + (Number % 2)), members);
    }

    private void Set<TKey, TRow>(DesiredTable<TKey, TRow> table, TKey key, TRow row)
        where TKey : notnull, IEquatable<TKey>
        where TRow : IEquatable<TRow>
    {
        if (Value == 0)
        {
            table.Remove(key);
        }
        else
        {
            table.Set(key, row);
        }
    }
}
