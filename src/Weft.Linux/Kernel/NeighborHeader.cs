using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct ndmsg: family 0:1, pad 1:3, index 4:4, state 8:2, flags 10:1, type 11:1.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NeighborHeader
{
    internal byte Family { get; init; }

    internal byte Padding1 { get; init; }

    internal ushort Padding2 { get; init; }

    internal int Index { get; init; }

    internal ushort State { get; init; }

    internal byte Flags { get; init; }

    internal byte Type { get; init; }
}
