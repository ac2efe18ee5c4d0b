using System.Buffers.Binary;

namespace Weft.Wire.Dhcp;

/// <summary>Writes options one behind the other into an area. Throws when the area is too small.</summary>
public ref struct DhcpOptionWriter(Span<byte> area)
{
    private readonly Span<byte> _area = area;

    /// <summary>Octets written so far.</summary>
    public int Length { get; private set; }

    /// <summary>Any option, of at most 255 octets.</summary>
    public void Write(DhcpOptionCode code, scoped ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Length, byte.MaxValue, nameof(data));
        Span<byte> option = _area.Slice(Length, 2 + data.Length);
        option[0] = (byte)code;
        option[1] = (byte)data.Length;
        data.CopyTo(option[2..]);
        Length += option.Length;
    }

    public void Write(DhcpMessageType type) => Write(DhcpOptionCode.MessageType, [(byte)type]);

    /// <summary>An option that holds one IPv4 address.</summary>
    public void Write(DhcpOptionCode code, IpAddress address)
    {
        if (address.IsIpv6)
        {
            throw new ArgumentException("DHCP options hold IPv4 addresses", nameof(address));
        }

        Write(code, (uint)address.Bits);
    }

    /// <summary>An option that holds a number of four octets.</summary>
    public void Write(DhcpOptionCode code, uint number)
    {
        Span<byte> data = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(data, number);
        Write(code, data);
    }

    /// <summary>The end option.</summary>
    public void End()
    {
        _area[Length] = (byte)DhcpOptionCode.End;
        Length++;
    }
}
