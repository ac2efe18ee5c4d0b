using System.Runtime.InteropServices;

namespace Weft.Lab;

/// <summary>struct nhmsg (linux/nexthop.h).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NextHopHeader
{
    public byte Family;
    public byte Scope;
    public byte Protocol;
    public byte Reserved;
    public uint Flags;
}
