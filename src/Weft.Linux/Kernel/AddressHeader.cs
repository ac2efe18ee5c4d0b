using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct ifaddrmsg: family 0:1, prefix length 1:1, flags 2:1, scope 3:1, index 4:4.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct AddressHeader
{
    internal byte Family { get; init; }

    internal byte PrefixLength { get; init; }

    internal byte Flags { get; init; }

    internal byte Scope { get; init; }

    internal int Index { get; init; }
}
