using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct nhmsg: family 0:1, scope 1:1, protocol 2:1, reserved 3:1, flags 4:4.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NextHopHeader
{
    internal byte Family { get; init; }

    internal byte Scope { get; init; }

    internal byte Protocol { get; init; }

    internal byte Reserved { get; init; }

    internal uint Flags { get; init; }
}
