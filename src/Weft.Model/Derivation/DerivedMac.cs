using Weft.Wire;

namespace Weft.Model;

/// <summary>Stable locally administered MACs for what the fabric file gives none; the same in the lab and in the simulator.</summary>
public static class DerivedMac
{
    private const int RouterGroup = 0xFFFE;
    private const int ClientGroup = 0xFFFD;

    /// <summary>The MAC of a node's port, by the port's position from 0.</summary>
    public static MacAddress OfPort(FabricNode node, int position) => Of(node.Index, position + 1);

    /// <summary>The MAC of a node itself, where it has one for all its ports.</summary>
    public static MacAddress OfNode(FabricNode node) => Of(node.Index, 0);

    /// <summary>The MAC of an outside router's port, counted from 1 through all routers.</summary>
    public static MacAddress OfRouter(int number) => Of(RouterGroup, number);

    /// <summary>The MAC of an end of a client's link, counted from 1 through all clients.</summary>
    public static MacAddress OfClient(int number) => Of(ClientGroup, number);

    private static MacAddress Of(int group, int number) =>
        MacAddress.FromValue(0x0257_0000_0000UL | ((ulong)(group & 0xFFFF) << 16) | ((ulong)number & 0xFFFF));
}
