using Weft.Wire;

namespace Weft.Model;

/// <summary>The unique MAC of a node's bridges and routed interfaces: locally administered, 02-57-4E and the node's index in the
/// fabric. It never changes, whatever ports come and go.</summary>
public static class BridgeMac
{
    private const ulong Base = 0x0257_4E00_0000;

    public static MacAddress Of(FabricNode node) => MacAddress.FromValue(Base | (uint)node.Index);
}
