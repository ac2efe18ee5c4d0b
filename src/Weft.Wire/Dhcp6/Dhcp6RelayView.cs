namespace Weft.Wire.Dhcp6;

/// <summary>A DHCPv6 message between relay and server (RFC 8415 section 9).</summary>
/// <remarks><code>
/// 0      1      2              18             34
/// | type | hops | link address | peer address | options
/// </code></remarks>
public readonly ref struct Dhcp6RelayView
{
    private readonly ReadOnlySpan<byte> _octets;

    private Dhcp6RelayView(ReadOnlySpan<byte> octets) => _octets = octets;

    public Dhcp6MessageType Type => (Dhcp6MessageType)_octets[0];

    public byte Hops => _octets[1];

    public IpAddress LinkAddress => IpAddress.ReadIpv6(_octets[2..]);

    public IpAddress PeerAddress => IpAddress.ReadIpv6(_octets[18..]);

    public Dhcp6RelayHeader Header => new(Type, Hops, LinkAddress, PeerAddress);

    /// <summary>The option area, as it came.</summary>
    public ReadOnlySpan<byte> OptionArea => _octets[Dhcp6RelayHeader.Length..];

    public Dhcp6OptionReader Options => new(OptionArea);

    /// <summary>The first option of a code.</summary>
    public bool TryFind(Dhcp6OptionCode code, out Dhcp6Option option)
    {
        Dhcp6OptionReader reader = Options;
        return reader.TryRead(code, out option);
    }

    /// <summary>Reads the payload of a UDP datagram that a relay or a server sent to a relay.</summary>
    public static Dhcp6Fault TryParse(ReadOnlySpan<byte> octets, out Dhcp6RelayView view)
    {
        view = default;
        if (octets.Length < Dhcp6RelayHeader.Length)
        {
            return Dhcp6Fault.Truncated;
        }

        if ((Dhcp6MessageType)octets[0] is not (Dhcp6MessageType.RelayForward or Dhcp6MessageType.RelayReply))
        {
            return Dhcp6Fault.MessageType;
        }

        Dhcp6OptionReader reader = new(octets[Dhcp6RelayHeader.Length..]);
        while (reader.TryRead(out _))
        {
        }

        if (reader.IsBroken)
        {
            return Dhcp6Fault.OptionTruncated;
        }

        view = new Dhcp6RelayView(octets);
        return Dhcp6Fault.None;
    }

    /// <summary>"DHCPv6 RelayForward, hops 0, link 2001:db8:7::1, peer fe80::ff:fe00:d02".</summary>
    public override string ToString() => $"DHCPv6 {Type}, hops {Hops}, link {LinkAddress}, peer {PeerAddress}";
}
