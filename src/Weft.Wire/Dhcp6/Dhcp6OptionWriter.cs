using System.Buffers.Binary;

namespace Weft.Wire.Dhcp6;

/// <summary>Writes options one behind the other into an area. Throws when the area is too small.</summary>
public ref struct Dhcp6OptionWriter(Span<byte> area)
{
    private readonly Span<byte> _area = area;

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Any option.</summary>
    public void Write(Dhcp6OptionCode code, scoped ReadOnlySpan<byte> data)
    {
        data.CopyTo(Begin(code, data.Length));
    }

    /// <summary>IA_NA or IA_PD around options that are written already.</summary>
    public void Write(Dhcp6OptionCode code, in Dhcp6Association association, scoped ReadOnlySpan<byte> options = default)
    {
        Span<byte> data = Begin(code, Dhcp6Association.Length + options.Length);
        options.CopyTo(data[association.Write(data)..]);
    }

    /// <summary>An address option around options that are written already.</summary>
    public void Write(in Dhcp6Address address, scoped ReadOnlySpan<byte> options = default)
    {
        Span<byte> data = Begin(Dhcp6OptionCode.Address, Dhcp6Address.Length + options.Length);
        options.CopyTo(data[address.Write(data)..]);
    }

    /// <summary>A prefix option around options that are written already.</summary>
    public void Write(in Dhcp6Prefix prefix, scoped ReadOnlySpan<byte> options = default)
    {
        Span<byte> data = Begin(Dhcp6OptionCode.Prefix, Dhcp6Prefix.Length + options.Length);
        options.CopyTo(data[prefix.Write(data)..]);
    }

    /// <summary>A status without words.</summary>
    public void Write(Dhcp6Status status) => BinaryPrimitives.WriteUInt16BigEndian(Begin(Dhcp6OptionCode.Status, 2), (ushort)status);

    /// <summary>The client's MAC, for hardware of type Ethernet (RFC 6939 section 4).</summary>
    public void Write(MacAddress client)
    {
        Span<byte> data = Begin(Dhcp6OptionCode.ClientLinkLayerAddress, 2 + MacAddress.Length);
        BinaryPrimitives.WriteUInt16BigEndian(data, 1);
        client.Write(data[2..]);
    }

    private Span<byte> Begin(Dhcp6OptionCode code, int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, ushort.MaxValue);
        Span<byte> option = _area.Slice(Length, Dhcp6Option.HeaderLength + length);
        BinaryPrimitives.WriteUInt16BigEndian(option, (ushort)code);
        BinaryPrimitives.WriteUInt16BigEndian(option[2..], (ushort)length);
        Length += option.Length;
        return option[Dhcp6Option.HeaderLength..];
    }
}
