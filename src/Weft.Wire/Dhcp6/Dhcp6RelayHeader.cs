namespace Weft.Wire.Dhcp6;

/// <summary>The fixed part of a relay's message (RFC 8415 section 9).</summary>
/// <param name="Type">Forward or reply.</param>
/// <param name="Hops">Relays that passed it on before this one.</param>
/// <param name="LinkAddress">Tells the server which link the client is on.</param>
/// <param name="PeerAddress">Whom the message came from, or goes to.</param>
public readonly record struct Dhcp6RelayHeader(Dhcp6MessageType Type, byte Hops, IpAddress LinkAddress, IpAddress PeerAddress)
{
    /// <summary>Length on the wire, in octets; options follow.</summary>
    public const int Length = 34;

    /// <summary>Writes 34 octets; returns how many.</summary>
    public int Write(Span<byte> destination)
    {
        if (!LinkAddress.IsIpv6 || !PeerAddress.IsIpv6)
        {
            throw new InvalidOperationException("DHCPv6 carries IPv6 addresses only");
        }

        destination[0] = (byte)Type;
        destination[1] = Hops;
        LinkAddress.Write(destination[2..]);
        PeerAddress.Write(destination[18..]);
        return Length;
    }
}
