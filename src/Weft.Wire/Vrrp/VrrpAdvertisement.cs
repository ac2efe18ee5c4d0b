using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>A VRRP advertisement to be written, without its addresses.</summary>
/// <param name="Version">2 (IPv4 only) or 3.</param>
/// <param name="VirtualRouterId">1 to 255.</param>
/// <param name="Priority">See <see cref="VrrpCodePoints"/>.</param>
/// <param name="IntervalCentiseconds">Between two advertisements; version 2 sends whole seconds.</param>
/// <param name="AuthenticationType">Version 2 only: 0 none, 1 simple text.</param>
public readonly record struct VrrpAdvertisement(
    byte Version, byte VirtualRouterId, byte Priority, ushort IntervalCentiseconds, byte AuthenticationType = 0)
{
    /// <summary>Length before the addresses, in octets.</summary>
    public const int HeaderLength = 8;

    /// <summary>Length of the authentication data that ends every version 2 message, in octets.</summary>
    public const int AuthenticationLength = 8;

    /// <summary>Writes a whole message with its checksum; returns how many octets. <paramref name="source"/> and <paramref name="destination"/>
    /// are those of the IP header: version 3 sums them (RFC 5798 section 5.2.8), version 2 does not. Version 2 messages end with up to eight
    /// octets of <paramref name="authentication"/>, filled up with zeros.</summary>
    public int Write(
        Span<byte> target, IpAddress source, IpAddress destination, ReadOnlySpan<IpAddress> addresses, ReadOnlySpan<byte> authentication = default)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(addresses.Length, byte.MaxValue, nameof(addresses));
        if (Version is not (2 or 3) || (Version == 2 && source.IsIpv6))
        {
            throw new InvalidOperationException($"VRRP version {Version} does not exist for {source.Family}");
        }

        target[0] = (byte)((Version << 4) | VrrpCodePoints.Advertisement);
        target[1] = VirtualRouterId;
        target[2] = Priority;
        target[3] = (byte)addresses.Length;
        ushort interval = Version == 2 ? (ushort)((AuthenticationType << 8) | (IntervalCentiseconds / 100)) : (ushort)(IntervalCentiseconds & 0xFFF);
        BinaryPrimitives.WriteUInt16BigEndian(target[4..], interval);
        BinaryPrimitives.WriteUInt16BigEndian(target[6..], 0);
        int length = HeaderLength;
        foreach (IpAddress address in addresses)
        {
            length += address.Write(target[length..]);
        }

        if (Version == 2)
        {
            target.Slice(length, AuthenticationLength).Clear();
            authentication.CopyTo(target.Slice(length, AuthenticationLength));
            length += AuthenticationLength;
        }

        ulong pseudo = Version == 2 ? 0 : InternetChecksum.PseudoHeader(source, destination, IpProtocol.Vrrp, length);
        BinaryPrimitives.WriteUInt16BigEndian(target[6..], InternetChecksum.Finish(InternetChecksum.Add(pseudo, target[..length])));
        return length;
    }
}
