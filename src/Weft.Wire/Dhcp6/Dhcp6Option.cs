using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>One DHCPv6 option.</summary>
public readonly ref struct Dhcp6Option
{
    /// <summary>Code and length, in octets.</summary>
    public const int HeaderLength = 4;

    internal Dhcp6Option(Dhcp6OptionCode code, ReadOnlySpan<byte> data)
    {
        Code = code;
        Data = data;
    }

    public Dhcp6OptionCode Code { get; }

    public ReadOnlySpan<byte> Data { get; }

    /// <summary>The head of IA_NA or IA_PD; the options within follow at <see cref="Dhcp6Association.Length"/>. False when it is too short.</summary>
    public bool TryGetAssociation(out Dhcp6Association association)
    {
        bool fits = Data.Length >= Dhcp6Association.Length;
        association = fits
            ? new Dhcp6Association(
                BinaryPrimitives.ReadUInt32BigEndian(Data),
                BinaryPrimitives.ReadUInt32BigEndian(Data[4..]),
                BinaryPrimitives.ReadUInt32BigEndian(Data[8..]))
            : default;
        return fits;
    }

    /// <summary>The options within IA_NA or IA_PD; none when it is too short.</summary>
    public Dhcp6OptionReader AssociationOptions => new(Data.Length >= Dhcp6Association.Length ? Data[Dhcp6Association.Length..] : []);

    /// <summary>The head of an address option; false when it is too short.</summary>
    public bool TryGetAddress(out Dhcp6Address address)
    {
        bool fits = Data.Length >= Dhcp6Address.Length;
        address = fits
            ? new Dhcp6Address(
                IpAddress.ReadIpv6(Data), BinaryPrimitives.ReadUInt32BigEndian(Data[16..]), BinaryPrimitives.ReadUInt32BigEndian(Data[20..]))
            : default;
        return fits;
    }

    /// <summary>The head of a prefix option; false when it is too short or the prefix too long.</summary>
    public bool TryGetPrefix(out Dhcp6Prefix prefix)
    {
        bool fits = Data.Length >= Dhcp6Prefix.Length && Data[8] <= 128;
        prefix = fits
            ? new Dhcp6Prefix(
                BinaryPrimitives.ReadUInt32BigEndian(Data), BinaryPrimitives.ReadUInt32BigEndian(Data[4..]), Data[8], IpAddress.ReadIpv6(Data[9..]))
            : default;
        return fits;
    }

    /// <summary>The status of a status option; false when it is too short.</summary>
    public bool TryGetStatus(out Dhcp6Status status)
    {
        bool fits = Data.Length >= 2;
        status = fits ? (Dhcp6Status)BinaryPrimitives.ReadUInt16BigEndian(Data) : default;
        return fits;
    }
}
