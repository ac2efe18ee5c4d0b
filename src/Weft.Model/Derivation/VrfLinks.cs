using System.Globalization;
using Weft.Wire;

namespace Weft.Model;

/// <summary>Derives how a VRF travels over fabric links.</summary>
public static class VrfLinks
{
    /// <summary>VRFs of a fabric beside the default one: as many as there are tags in the range that is kept for them.</summary>
    public const int MaximumVrfs = 254;

    /// <summary>VRF n has tag 3840 + n, so the last one has 4094, the last tag that there is (IEEE 802.1Q table 9-2).</summary>
    private const int TagBase = 3840;

    /// <summary>The tag of a VRF on fabric links. Throws <see cref="ArgumentOutOfRangeException"/> for the default VRF, which has none, and above the limit.</summary>
    public static VlanId TagOf(VrfId vrf)
    {
        ArgumentOutOfRangeException.ThrowIfZero(vrf.Value, nameof(vrf));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(vrf.Value, MaximumVrfs, nameof(vrf));
        return new VlanId((ushort)(TagBase + vrf.Value));
    }

    /// <summary>The VRF of a tag on a fabric link; false for tags outside the range.</summary>
    public static bool TryVrf(ushort tag, out VrfId vrf)
    {
        bool isOne = tag is > TagBase and <= TagBase + MaximumVrfs;
        vrf = isOne ? new VrfId((ushort)(tag - TagBase)) : VrfId.Default;
        return isOne;
    }

    /// <summary>The name of a VRF's sub-interface: the port's and the VRF's number. A port whose name leaves no room for that is named by
    /// its index: "p12.1".</summary>
    public static string InterfaceOf(string port, int index, VrfId vrf)
    {
        string suffix = string.Create(CultureInfo.InvariantCulture, $".{vrf.Value}");
        return port.Length + suffix.Length <= ScalarShapes.InterfaceNameLength
            ? port + suffix
            : string.Create(CultureInfo.InvariantCulture, $"p{index}{suffix}");
    }
}
