using Weft.Model;

namespace Weft.Linux;

/// <summary>Kernel routing tables.</summary>
public static class RouteTableId
{
    public const uint Main = 254;
    public const uint Local = 255;

    /// <summary>VRF n other than the default one uses table 1000 + n.</summary>
    private const uint FirstVrf = 1000;

    public static uint Of(VrfId vrf) => vrf == VrfId.Default ? Main : FirstVrf + vrf.Value;

    /// <summary>The VRF of a table; false for tables that are no VRF's.</summary>
    public static bool TryVrf(uint table, out VrfId vrf)
    {
        vrf = table == Main ? VrfId.Default : new VrfId((ushort)(table - FirstVrf));
        return table == Main || table is > FirstVrf and <= FirstVrf + ushort.MaxValue;
    }
}
