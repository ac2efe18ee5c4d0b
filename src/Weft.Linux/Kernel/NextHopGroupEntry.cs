using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct nexthop_grp: id 0:4, weight minus one 4:1, reserved 5:3.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NextHopGroupEntry
{
    internal uint Id { get; init; }

    internal byte WeightMinusOne { get; init; }

    internal byte Reserved1 { get; init; }

    internal ushort Reserved2 { get; init; }
}
