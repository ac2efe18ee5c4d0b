using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct bridge_vlan_info: flags 0:2, vid 2:2.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct BridgeVlanInfo
{
    internal ushort Flags { get; init; }

    internal ushort VlanId { get; init; }
}
