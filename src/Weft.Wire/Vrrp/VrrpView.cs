using System.Buffers.Binary;

namespace Weft.Wire;

/// <summary>A VRRP advertisement of version 2 (RFC 3768) or 3 (RFC 5798) with a correct checksum.</summary>
/// <remarks><code>
/// 0        1       2         3        4                  6            8
/// | ver,typ| VRID  | priority| count  | v2: auth, seconds | checksum  | addresses, v2: 8 octets of authentication
///                                     | v3: centiseconds  |
/// </code></remarks>
public readonly ref struct VrrpView
{
    private readonly ReadOnlySpan<byte> _octets;
    private readonly int _addressLength;

    private VrrpView(ReadOnlySpan<byte> octets, int addressLength)
    {
        _octets = octets;
        _addressLength = addressLength;
    }

    public byte Version => (byte)(_octets[0] >> 4);

    public byte VirtualRouterId => _octets[1];

    public byte Priority => _octets[2];

    public int AddressCount => _octets[3];

    /// <summary>Version 2: 0 none, 1 simple text, 2 AH; version 3: 0.</summary>
    public byte AuthenticationType => Version == 2 ? _octets[4] : (byte)0;

    /// <summary>The sender's interval in hundredths of a second; version 2 sends whole seconds.</summary>
    public ushort IntervalCentiseconds =>
        Version == 2 ? (ushort)(_octets[5] * 100) : (ushort)(BinaryPrimitives.ReadUInt16BigEndian(_octets[4..]) & 0xFFF);

    /// <summary>The eight octets that end a version 2 message; empty in version 3.</summary>
    public ReadOnlySpan<byte> Authentication => Version == 2 ? _octets[^VrrpAdvertisement.AuthenticationLength..] : [];

    public VrrpAdvertisement Advertisement => new(Version, VirtualRouterId, Priority, IntervalCentiseconds, AuthenticationType);

    /// <summary>One of the virtual addresses.</summary>
    public IpAddress GetAddress(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)AddressCount);
        ReadOnlySpan<byte> octets = _octets[(VrrpAdvertisement.HeaderLength + (_addressLength * index))..];
        return _addressLength == 4 ? IpAddress.ReadIpv4(octets) : IpAddress.ReadIpv6(octets);
    }

    /// <summary>Reads the payload of an IP packet; the addresses are those of its header. A version 3 message over IPv4 may leave the pseudo
    /// header out of its checksum, as some routers do. Octets beyond the message are ignored.</summary>
    public static VrrpFault TryParse(ReadOnlySpan<byte> octets, IpAddress source, IpAddress destination, out VrrpView view)
    {
        view = default;
        if (octets.Length < VrrpAdvertisement.HeaderLength)
        {
            return VrrpFault.Truncated;
        }

        int version = octets[0] >> 4;
        if (version != 3 && (version != 2 || source.IsIpv6))
        {
            return VrrpFault.Version;
        }

        if ((octets[0] & 0xF) != VrrpCodePoints.Advertisement)
        {
            return VrrpFault.Type;
        }

        if (octets[1] == 0)
        {
            return VrrpFault.VirtualRouterId;
        }

        if (octets[3] == 0)
        {
            return VrrpFault.NoAddress;
        }

        int addressLength = source.ByteCount;
        int length = VrrpAdvertisement.HeaderLength + (addressLength * octets[3]) + (version == 2 ? VrrpAdvertisement.AuthenticationLength : 0);
        if (length > octets.Length)
        {
            return VrrpFault.Truncated;
        }

        octets = octets[..length];
        if (!HasCorrectChecksum(octets, version, source, destination))
        {
            return VrrpFault.Checksum;
        }

        view = new VrrpView(octets, addressLength);
        return VrrpFault.None;
    }

    private static bool HasCorrectChecksum(ReadOnlySpan<byte> octets, int version, IpAddress source, IpAddress destination)
    {
        ulong sum = InternetChecksum.Add(0, octets);
        if (source.IsIpv4 && InternetChecksum.Finish(sum) == 0)
        {
            return true;
        }

        ulong pseudo = InternetChecksum.PseudoHeader(source, destination, IpProtocol.Vrrp, octets.Length);
        return version == 3 && InternetChecksum.Finish(sum + pseudo) == 0;
    }

    /// <summary>"VRRPv3, vrid 51, prio 150, intvl 50cs, addrs 10.0.5.1".</summary>
    public override string ToString()
    {
        string text = $"VRRPv{Version}, vrid {VirtualRouterId}, prio {Priority}, intvl {IntervalCentiseconds}cs, addrs";
        for (int i = 0; i < AddressCount; i++)
        {
            text += $" {GetAddress(i)}";
        }

        return text;
    }
}
