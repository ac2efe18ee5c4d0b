using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Weft.Linux;

/// <summary>struct nfgenmsg: family, version, resource id in network byte order.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NetfilterHeader(byte family, ushort resource)
{
    public readonly byte Family = family;
    public readonly byte Version = 0;
    public readonly ushort ResourceBigEndian = BinaryPrimitives.ReverseEndianness(resource);
}
