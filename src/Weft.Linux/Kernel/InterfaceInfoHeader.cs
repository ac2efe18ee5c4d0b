using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct ifinfomsg: family 0:1, pad 1:1, type 2:2, index 4:4, flags 8:4, change 12:4.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct InterfaceInfoHeader
{
    internal byte Family { get; init; }

    internal byte Padding { get; init; }

    internal ushort Type { get; init; }

    internal int Index { get; init; }

    internal uint Flags { get; init; }

    internal uint Change { get; init; }
}
