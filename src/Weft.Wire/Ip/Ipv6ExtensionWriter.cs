using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>Writes IPv6 extension headers.</summary>
public static class Ipv6ExtensionWriter
{
    /// <summary>Length of a fragment header, in octets.</summary>
    public const int FragmentLength = 8;

    /// <summary>Writes hop-by-hop, routing or destination options: the two leading octets and <paramref name="data"/>, whose length plus two must be
    /// a multiple of eight. Returns how many octets.</summary>
    public static int Write(Span<byte> destination, IpProtocol nextHeader, ReadOnlySpan<byte> data)
    {
        int length = data.Length + 2;
        if (length % 8 != 0 || length > 8 * 256)
        {
            throw new ArgumentException("an IPv6 extension header is a multiple of 8 octets, at most 2048", nameof(data));
        }

        destination[0] = (byte)nextHeader;
        destination[1] = (byte)((length / 8) - 1);
        data.CopyTo(destination[2..]);
        return length;
    }

    /// <summary>Writes a fragment header (RFC 8200 section 4.5); the offset is in octets and a multiple of eight. Returns how many octets.</summary>
    public static int WriteFragment(Span<byte> destination, IpProtocol nextHeader, int offset, bool more, uint identification)
    {
        if (offset % 8 != 0 || offset > 0xFFF8)
        {
            throw new ArgumentException("a fragment offset is a multiple of 8 below 65536", nameof(offset));
        }

        destination[0] = (byte)nextHeader;
        destination[1] = 0;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)(offset | (more ? 1 : 0)));
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], identification);
        return FragmentLength;
    }

    /// <summary>The hop-by-hop header with the router alert of MLD (RFC 2711, RFC 3810 section 5). Returns how many octets.</summary>
    public static int WriteRouterAlert(Span<byte> destination, IpProtocol nextHeader) => Write(destination, nextHeader, [5, 2, 0, 0, 1, 0]);
}
