using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct tcmsg.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TrafficControlHeader(int interfaceIndex, uint handle, uint parent, uint information)
{
    public readonly byte Family = 0;
    public readonly byte Padding1 = 0;
    public readonly ushort Padding2 = 0;
    public readonly int InterfaceIndex = interfaceIndex;
    public readonly uint Handle = handle;
    public readonly uint Parent = parent;
    public readonly uint Information = information;
}
