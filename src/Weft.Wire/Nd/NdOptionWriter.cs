using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>Writes neighbour discovery options. Each method returns how many octets it wrote.</summary>
public static class NdOptionWriter
{
    /// <summary>Length of a link-layer address option for Ethernet, in octets.</summary>
    public const int LinkLayerLength = 8;

    /// <summary>A source or target link-layer address (RFC 4861 section 4.6.1).</summary>
    public static int WriteLinkLayer(Span<byte> destination, NdOptionType type, MacAddress mac)
    {
        destination[0] = (byte)type;
        destination[1] = 1;
        mac.Write(destination[2..]);
        return LinkLayerLength;
    }

    /// <summary>The link's MTU (RFC 4861 section 4.6.4).</summary>
    public static int WriteMtu(Span<byte> destination, uint mtu)
    {
        destination[0] = (byte)NdOptionType.Mtu;
        destination[1] = 1;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], mtu);
        return 8;
    }

    /// <summary>Recursive DNS servers (RFC 8106 section 5.1).</summary>
    public static int WriteRecursiveDns(Span<byte> destination, uint lifetimeSeconds, ReadOnlySpan<IpAddress> servers)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(servers.Length, 127, nameof(servers));
        destination[0] = (byte)NdOptionType.RecursiveDnsServer;
        destination[1] = (byte)(1 + (2 * servers.Length));
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], 0);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], lifetimeSeconds);
        for (int i = 0; i < servers.Length; i++)
        {
            servers[i].Write(destination[(8 + (16 * i))..]);
        }

        return 8 + (16 * servers.Length);
    }

    /// <summary>A DNS search list (RFC 8106 section 5.2): domains in DNS wire form, filled up with zeros.</summary>
    public static int WriteDnsSearchList(Span<byte> destination, uint lifetimeSeconds, ReadOnlySpan<byte> domains)
    {
        int length = (8 + domains.Length + 7) / 8 * 8;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, 255 * 8, nameof(domains));
        destination[..length].Clear();
        destination[0] = (byte)NdOptionType.DnsSearchList;
        destination[1] = (byte)(length / 8);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], lifetimeSeconds);
        domains.CopyTo(destination[8..]);
        return length;
    }

    /// <summary>Any option: a type and data whose length plus two is a multiple of eight. A nonce is one (RFC 3971 section 5.3.2).</summary>
    public static int Write(Span<byte> destination, NdOptionType type, ReadOnlySpan<byte> data)
    {
        int length = data.Length + 2;
        if (length % 8 != 0 || length > 255 * 8)
        {
            throw new ArgumentException("an option is a multiple of 8 octets, at most 2040", nameof(data));
        }

        destination[0] = (byte)type;
        destination[1] = (byte)(length / 8);
        data.CopyTo(destination[2..]);
        return length;
    }
}
