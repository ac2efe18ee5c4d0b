using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>A DHCPv6 message between client and server (RFC 8415 section 8).</summary>
/// <remarks><code>
/// 0      1                4
/// | type | transaction id | options
/// </code></remarks>
public readonly ref struct Dhcp6View
{
    private readonly ReadOnlySpan<byte> _octets;

    private Dhcp6View(ReadOnlySpan<byte> octets) => _octets = octets;

    public Dhcp6MessageType Type => (Dhcp6MessageType)_octets[0];

    public uint TransactionId => BinaryPrimitives.ReadUInt32BigEndian(_octets) & 0xFF_FFFF;

    public Dhcp6Header Header => new(Type, TransactionId);

    /// <summary>The option area, as it came.</summary>
    public ReadOnlySpan<byte> OptionArea => _octets[Dhcp6Header.Length..];

    public Dhcp6OptionReader Options => new(OptionArea);

    /// <summary>The client's unique identifier; empty when there is none.</summary>
    public ReadOnlySpan<byte> ClientIdentifier => TryFind(Dhcp6OptionCode.ClientIdentifier, out Dhcp6Option option) ? option.Data : [];

    /// <summary>The server's unique identifier; empty when there is none.</summary>
    public ReadOnlySpan<byte> ServerIdentifier => TryFind(Dhcp6OptionCode.ServerIdentifier, out Dhcp6Option option) ? option.Data : [];

    /// <summary>What the message as a whole says of its success (section 21.13).</summary>
    public Dhcp6Status Status =>
        TryFind(Dhcp6OptionCode.Status, out Dhcp6Option option) && option.TryGetStatus(out Dhcp6Status status) ? status : Dhcp6Status.Success;

    /// <summary>The first option of a code outside of other options.</summary>
    public bool TryFind(Dhcp6OptionCode code, out Dhcp6Option option)
    {
        Dhcp6OptionReader reader = Options;
        return reader.TryRead(code, out option);
    }

    /// <summary>Reads the payload of a UDP datagram that is no relay's message.</summary>
    public static Dhcp6Fault TryParse(ReadOnlySpan<byte> octets, out Dhcp6View view)
    {
        view = default;
        if (octets.Length < Dhcp6Header.Length)
        {
            return Dhcp6Fault.Truncated;
        }

        if ((Dhcp6MessageType)octets[0] is Dhcp6MessageType.RelayForward or Dhcp6MessageType.RelayReply)
        {
            return Dhcp6Fault.MessageType;
        }

        Dhcp6OptionReader reader = new(octets[Dhcp6Header.Length..]);
        while (reader.TryRead(out _))
        {
        }

        if (reader.IsBroken)
        {
            return Dhcp6Fault.OptionTruncated;
        }

        view = new Dhcp6View(octets);
        return Dhcp6Fault.None;
    }

    /// <summary>"DHCPv6 Reply, xid 0xaa1d33, address 2001:db8:7::135a".</summary>
    public override string ToString()
    {
        string text = $"DHCPv6 {Type}, xid 0x{TransactionId:x}";
        Dhcp6OptionReader reader = Options;
        while (reader.TryRead(Dhcp6OptionCode.Addresses, out Dhcp6Option association))
        {
            Dhcp6OptionReader inner = association.AssociationOptions;
            while (inner.TryRead(Dhcp6OptionCode.Address, out Dhcp6Option option))
            {
                text += option.TryGetAddress(out Dhcp6Address address) ? $", address {address.Address}" : string.Empty;
            }
        }

        return text;
    }
}
