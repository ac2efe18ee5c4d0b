using Weft.Model;
using Weft.Wire;

namespace Weft.Simulation;

/// <summary>Locally administered MACs for what the fabric file gives none.</summary>
internal static class SimMacs
{
    private const int RouterGroup = 0xFFFE;
    private const int ClientGroup = 0xFFFD;

    /// <summary>The MAC of a node's port.</summary>
    public static MacAddress OfPort(NodePlan plan, PortIndex port) => Derived(plan.Node.Index, port.Value + 1);

    /// <summary>The MAC of a node itself, where it has one for all its ports.</summary>
    public static MacAddress OfNode(NodePlan plan) => Derived(plan.Node.Index, 0);

    /// <summary>The MAC of an outside router's port, counted through all routers.</summary>
    public static MacAddress OfRouter(int number) => Derived(RouterGroup, number);

    /// <summary>The MAC of a client, counted through all clients.</summary>
    public static MacAddress OfClient(int number) => Derived(ClientGroup, number);

    private static MacAddress Derived(int group, int number) =>
        MacAddress.FromValue(0x0257_0000_0000UL | ((ulong)(group & 0xFFFF) << 16) | ((ulong)number & 0xFFFF));
}
