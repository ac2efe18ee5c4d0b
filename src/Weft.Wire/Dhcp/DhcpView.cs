using System.Buffers.Binary;

namespace Weft.Wire.Dhcp;

/// <summary>A DHCP message over Ethernet (RFC 2131 section 2).</summary>
/// <remarks><code>
/// 0    1       2      3      4     8      10      12       16       20       24       28       44      108    236      240
/// | op | htype | hlen | hops | xid | secs | flags | ciaddr | yiaddr | siaddr | giaddr | chaddr | sname | file | cookie | options
/// </code></remarks>
public readonly ref struct DhcpView
{
    private const byte FileHoldsOptions = 1;
    private const byte ServerNameHoldsOptions = 2;

    private readonly ReadOnlySpan<byte> _octets;
    private readonly byte _overload;

    private DhcpView(ReadOnlySpan<byte> octets, DhcpMessageType type, byte overload)
    {
        _octets = octets;
        Type = type;
        _overload = overload;
    }

    public DhcpMessageType Type { get; }

    public DhcpOperation Operation => (DhcpOperation)_octets[0];

    public uint TransactionId => BinaryPrimitives.ReadUInt32BigEndian(_octets[4..]);

    /// <summary>True when the client can only hear broadcasts.</summary>
    public bool WantsBroadcast => (BinaryPrimitives.ReadUInt16BigEndian(_octets[10..]) & DhcpCodePoints.BroadcastFlag) != 0;

    /// <summary>ciaddr.</summary>
    public IpAddress ClientAddress => IpAddress.ReadIpv4(_octets[12..]);

    /// <summary>yiaddr.</summary>
    public IpAddress YourAddress => IpAddress.ReadIpv4(_octets[16..]);

    /// <summary>giaddr.</summary>
    public IpAddress RelayAddress => IpAddress.ReadIpv4(_octets[24..]);

    /// <summary>chaddr.</summary>
    public MacAddress ClientMac => MacAddress.Read(_octets[DhcpHeader.MacOffset..]);

    /// <summary>The 64 octets of the server's name, or options.</summary>
    public ReadOnlySpan<byte> ServerName => _octets[DhcpHeader.ServerNameOffset..DhcpHeader.FileOffset];

    /// <summary>The 128 octets of the boot file's name, or options.</summary>
    public ReadOnlySpan<byte> File => _octets[DhcpHeader.FileOffset..DhcpHeader.CookieOffset];

    /// <summary>The option area behind the cookie, as it came.</summary>
    public ReadOnlySpan<byte> OptionArea => _octets[DhcpHeader.Length..];

    /// <summary>The options behind the cookie; those of an overloaded message go on in <see cref="File"/> and <see cref="ServerName"/>.</summary>
    public DhcpOptionReader Options => new(OptionArea);

    public DhcpHeader Header => new(
        Operation, _octets[3], TransactionId, BinaryPrimitives.ReadUInt16BigEndian(_octets[8..]), BinaryPrimitives.ReadUInt16BigEndian(_octets[10..]),
        ClientAddress, YourAddress, IpAddress.ReadIpv4(_octets[20..]), RelayAddress, ClientMac);

    /// <summary>The first option of a code in all areas that hold options (RFC 2131 section 4.1).</summary>
    public bool TryFind(DhcpOptionCode code, out DhcpOption option) =>
        TryFind(OptionArea, code, out option)
        || ((_overload & FileHoldsOptions) != 0 && TryFind(File, code, out option))
        || ((_overload & ServerNameHoldsOptions) != 0 && TryFind(ServerName, code, out option));

    /// <summary>The address that an option of a code begins with; false when there is none.</summary>
    public bool TryFindAddress(DhcpOptionCode code, out IpAddress address)
    {
        address = default;
        return TryFind(code, out DhcpOption option) && option.TryGetAddress(out address);
    }

    /// <summary>The number in an option of a code; false when there is none.</summary>
    public bool TryFindNumber(DhcpOptionCode code, out uint number)
    {
        number = 0;
        return TryFind(code, out DhcpOption option) && option.TryGetNumber(out number);
    }

    /// <summary>Reads the payload of a UDP datagram.</summary>
    public static DhcpFault TryParse(ReadOnlySpan<byte> octets, out DhcpView view)
    {
        view = default;
        if (octets.Length < DhcpHeader.Length)
        {
            return DhcpFault.Truncated;
        }

        if ((DhcpOperation)octets[0] is not (DhcpOperation.Request or DhcpOperation.Reply))
        {
            return DhcpFault.Operation;
        }

        if (octets[1] != DhcpHeader.EthernetHardware || octets[2] != MacAddress.Length)
        {
            return DhcpFault.Hardware;
        }

        if (BinaryPrimitives.ReadUInt32BigEndian(octets[DhcpHeader.CookieOffset..]) != DhcpCodePoints.MagicCookie)
        {
            return DhcpFault.Cookie;
        }

        DhcpOptionReader reader = new(octets[DhcpHeader.Length..]);
        byte overload = 0;
        while (reader.TryRead(out DhcpOption option))
        {
            if (option.Code == DhcpOptionCode.Overload && option.Data.Length == 1)
            {
                overload = option.Data[0];
            }
        }

        if (reader.IsBroken)
        {
            return DhcpFault.OptionTruncated;
        }

        DhcpView parsed = new(octets, default, overload);
        if (!parsed.TryFind(DhcpOptionCode.MessageType, out DhcpOption type) || type.Data.Length != 1)
        {
            return DhcpFault.MessageType;
        }

        view = new DhcpView(octets, (DhcpMessageType)type.Data[0], overload);
        return DhcpFault.None;
    }

    /// <summary>"DHCP Offer, xid 0x4f94c739, client 02:00:00:00:0d:01, your 10.0.7.50".</summary>
    public override string ToString() =>
        $"DHCP {Type}, xid 0x{TransactionId:x}, client {ClientMac}"
        + (ClientAddress.IsUnspecified ? string.Empty : $", has {ClientAddress}")
        + (YourAddress.IsUnspecified ? string.Empty : $", your {YourAddress}")
        + (RelayAddress.IsUnspecified ? string.Empty : $", relay {RelayAddress}");

    private static bool TryFind(ReadOnlySpan<byte> area, DhcpOptionCode code, out DhcpOption option)
    {
        DhcpOptionReader reader = new(area);
        while (reader.TryRead(out option))
        {
            if (option.Code == code)
            {
                return true;
            }
        }

        return false;
    }
}
