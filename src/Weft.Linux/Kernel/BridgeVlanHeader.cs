using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct br_vlan_msg: family 0:1, reserved 1:3, bridge's interface index 4:4 (0 asks for all).</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct BridgeVlanHeader
{
    internal byte Family { get; init; }

    internal byte Reserved1 { get; init; }

    internal ushort Reserved2 { get; init; }

    internal int InterfaceIndex { get; init; }
}
